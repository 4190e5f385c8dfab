using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Merging;

/// <summary>A file whose content both sides changed.</summary>
/// <param name="Base">What it was; null if both sides added it.</param>
/// <param name="Ours">What ours has.</param>
/// <param name="Theirs">What theirs has.</param>
/// <param name="Mode">The merged mode; null if both sides changed it.</param>
internal sealed record Combination(ArchiveEntry? Base, ArchiveEntry Ours, ArchiveEntry Theirs, int? Mode)
{
    /// <summary>The path, the same on all sides.</summary>
    public string Path => Ours.Path;

    /// <summary>Bytes of all contents.</summary>
    public long Size => (Base?.Size ?? 0) + Ours.Size + Theirs.Size;
}
