using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Whether the file or directory at a path is trusted.</summary>
/// <param name="Path">The path as requested.</param>
/// <param name="Kind">The kind of entry there, following links.</param>
/// <param name="Trust">Whether it is trusted, and why.</param>
/// <param name="Owner">Its owner. If there are links on the path, the first owner that is not trusted. Null if unknown.</param>
internal sealed record OwnerVerdict(string Path, FileKind Kind, OwnerTrust Trust, uint? Owner = null)
{
    public bool IsTrusted => Trust is not (OwnerTrust.None or OwnerTrust.Unreadable);

    /// <summary>Whether it does not exist, as far as can be determined.</summary>
    public bool IsMissing => Kind == FileKind.Missing && IsTrusted;
}
