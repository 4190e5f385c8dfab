using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Merging;

/// <summary>Checks that a merged tree fits into a vault.</summary>
internal static class TreeLimits
{
    private const string Hint = "Remove what is not a secret from one of the two, then merge again.";

    /// <summary>Checks a tree against the limits of the format.</summary>
    /// <exception cref="VaultException">3007: it has too many entries, or is too large.</exception>
    public static void Check(IReadOnlyCollection<ArchiveEntry> entries)
    {
        var limits = ArchiveLimits.Format;
        if (entries.Count > limits.Entries)
        {
            throw VaultErrors.TreeTooLarge.With($"merged, there are {entries.Count} entries; a vault has at most {limits.Entries}", Hint);
        }

        if (entries.Sum(entry => (long)(EntryPath.ByteCount(entry.Path) ?? 0)) is var paths && paths > limits.AllPathBytes)
        {
            throw VaultErrors.TreeTooLarge.With(
                $"merged, all paths together have {paths} bytes; a vault has at most {limits.AllPathBytes}", Hint);
        }

        if (ArchiveComposer.UnpackedBytes(entries) is var bytes && bytes > limits.UnpackedBytes)
        {
            throw VaultErrors.TreeTooLarge.With($"merged, the tree has {bytes} bytes; a vault has at most {limits.UnpackedBytes}", Hint);
        }
    }

    /// <summary>The failure of a name beside ours that no path has room for.</summary>
    public static VaultException NoRoomBeside(string path) => VaultErrors.TreeTooLarge.With(
        $"merged, there is no room for a second name beside {EntryName.Quote(path)}: its paths are too long",
        "Give it a shorter path, then merge again.");
}
