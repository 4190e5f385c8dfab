using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Decides which user's <c>.vault_pass</c> is trusted in a directory that every user may write to. Another user who put one there
/// would choose the passphrase that seals the next vault.</summary>
internal static class CachedPassphraseRule
{
    /// <summary>Refuses a file that another user put there. For a link, the owner of the link counts: that user decides where it
    /// leads.</summary>
    /// <exception cref="VaultException">1006: it belongs neither to this user nor to root, nor, for root, to the directory's
    /// owner.</exception>
    public static void Require(string path)
    {
        if (UserIdentity.OfThisProcess is not { } identity)
        {
            return;
        }

        try
        {
            using var directory = DirectoryHandle.Open(Path.GetDirectoryName(path)!);
            var around = directory.Facts();
            var file = directory.Facts(Path.GetFileName(path));
            if (DirectoryHandle.OthersMayWrite(around) && file.Kind != FileKind.Missing && file.Owner != 0
                && !(identity.IsRoot && file.Owner == around.Owner) && !directory.IsOwn(file))
            {
                throw VaultErrors.PassphraseUnusable.With(
                    $"the passphrase file '{path}' is not trusted: it belongs to {identity.Describe(file.Owner)}, and every user may write to its directory",
                    "Find out who put it there and remove it, or use your own file with --passphrase-file.");
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot examine '{path}'");
        }
    }
}
