using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Whose <c>.vault_pass</c> is believed in a directory that every user may write: whoever else put one there would choose what the
/// next vault is sealed with.</summary>
internal static class CachedPassphraseRule
{
    /// <summary>Refuses one that another user put there. Of a link it is the link's owner that counts: where it leads is their word.</summary>
    /// <exception cref="VaultException">1006: it is neither this user's nor root's, nor, for root, the directory's owner's.</exception>
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
                    $"the passphrase file '{path}' is not believed: it belongs to {identity.Describe(file.Owner)}, and every user may write the directory that it lies in",
                    "See who put it there and remove it; --passphrase-file names one of your own.");
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot examine '{path}'");
        }
    }
}
