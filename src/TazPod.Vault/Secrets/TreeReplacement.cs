using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Secrets;

/// <summary>Puts the content of an archive in the place of a secrets directory, as a whole.</summary>
/// <param name="session">The session.</param>
/// <param name="directory">The directory, with links resolved. It is held.</param>
/// <param name="swap">Replaces it.</param>
internal sealed class TreeReplacement(VaultSession session, string directory, ISecretsSwap swap)
{
    // Linux's limit for one path: 4,096 bytes, including the final NUL.
    private const int LongestPath = 4095;

    /// <summary>Extracts the archive and replaces the directory. After a failure nothing is replaced.</summary>
    /// <param name="extract">Extracts the archive into an empty directory.</param>
    /// <param name="options">The options for it.</param>
    /// <param name="passphrase">The passphrase of the vault that it comes from: a cached one that is in it and differs is left out.</param>
    /// <param name="aside">The path to keep the old directory at; null removes it.</param>
    /// <param name="cachedIn">The directory whose cached passphrase is carried over; null for the one that is replaced.</param>
    /// <returns>What was extracted.</returns>
    public ArchiveManifest Run(
        Func<DirectoryHandle, ArchiveReadOptions, ArchiveManifest> extract,
        ArchiveReadOptions options,
        Passphrase passphrase,
        string? aside,
        string? cachedIn = null)
    {
        try
        {
            var stage = swap.Stage();
            var cached = SecretsFiles.CachedPassphrase(cachedIn ?? directory);
            if (cached is not null)
            {
                CachedPassphraseRule.Require(cached);
            }

            var extracted = extract(stage, options with { IncludeVaultPass = cached is null });
            foreach (var notice in extracted.Notices)
            {
                session.Output.Notice(notice.Message);
            }

            RequireReachable(extracted);
            if (cached is not null)
            {
                SecretsFiles.CarryCachedPassphrase(cached, stage);
            }
            else if (SecretsFiles.DropPassphraseOfAnother(stage, passphrase))
            {
                session.Output.Notice($"the {ArchiveManifest.VaultPass} in the vault does not open it, so it was not unlocked");
            }

            swap.Commit(aside);
            return extracted;
        }
        catch
        {
            swap.Recover();
            throw;
        }
    }

    // The tree is created through open directories, but programs that read it later have only its path.
    private void RequireReachable(ArchiveManifest extracted)
    {
        var most = LongestPath - (EntryPath.ByteCount(directory) ?? 0) - 1;
        if (OperatingSystem.IsLinux() && extracted.Entries.FirstOrDefault(entry => EntryPath.ByteCount(entry.Path) > most) is { } entry)
        {
            throw VaultErrors.FileFailed.With(
                $"not unlocked: in '{directory}' the path of {EntryName.Quote(entry.Path)} would exceed this system's limit of {LongestPath} bytes",
                "Unlock into a directory with a shorter path, with --secrets.");
        }
    }
}
