using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>Reads a passphrase file as bytes, never as text.</summary>
internal static class PassphraseFile
{
    /// <summary>Longer than any passphrase: a larger file was given by mistake.</summary>
    public const int LargestBytes = 64 * 1024;

    private const int ReadableByGroupOrOthers = 0x24;

    public static PassphraseCandidates Read(string what, string path, PassphraseCandidates.LineEnd lineEnd, bool allowsOdd)
    {
        var file = SmallFile.Read(path, LargestBytes);
        if (file.Content is null)
        {
            throw VaultErrors.PassphraseUnusable.With(
                $"{what} '{path}' {file.Problem}", "Use a readable file that contains only the passphrase.", file.Cause);
        }

        try
        {
            var origin = $"{what} '{path}'";
            return new PassphraseCandidates(origin, new Passphrase(file.Content), lineEnd)
            {
                AllowsOdd = allowsOdd,
                Notices = (file.Mode & ReadableByGroupOrOthers) == 0
                    ? []
                    : [$"{char.ToUpperInvariant(origin[0])}{origin[1..]} can be read by other users; 'chmod 600' keeps it private."],
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file.Content);
        }
    }

    public static PassphraseCandidates? TryReadCached(VaultSettings settings)
    {
        if (settings.TrySecretsDirectory() is not { } secrets)
        {
            return null;
        }

        var path = Path.Combine(secrets, PassphraseSource.CachedName);
        if (!SmallFile.IsThere(path))
        {
            return null;
        }

        CachedPassphraseRule.Require(path);
        return Read("the passphrase file", path, PassphraseCandidates.LineEnd.MayCount, settings.AllowOddPassphrase);
    }
}
