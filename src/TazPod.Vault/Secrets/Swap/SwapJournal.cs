using System.Text;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>The decision of a swap inside a directory. It affects only these names.</summary>
internal sealed record SwapJournal
{
    private const int LongestName = 255;

    /// <summary>The inode of the directory that the journal was written in. A copied, unpacked or cloned directory has another one. 0 if
    /// the system reports none.</summary>
    public required ulong Stage { get; init; }

    /// <summary>Top-level names of the new tree.</summary>
    public IReadOnlyList<string> Incoming { get; init; } = [];

    /// <summary>Top-level names of the old tree.</summary>
    public IReadOnlyList<string> Outgoing { get; init; } = [];

    /// <summary>The name under which the old tree is kept; null if it is removed.</summary>
    public string? Aside { get; init; }

    /// <summary>Whether every name can have been written by a swap: a single component, and not one of this tool's own; the aside only with
    /// its own pattern.</summary>
    public bool IsPlausible => Incoming.Concat(Outgoing).All(IsEntry) && (Aside is null || ReservedName.IsAside(Aside));

    private static bool IsEntry(string? name) =>
        name is { Length: > 0 } and not "." and not ".."
        && name.AsSpan().IndexOfAny('/', '\0') < 0
        && name.AsSpan().IndexOf(Path.DirectorySeparatorChar) < 0
        && Encoding.UTF8.GetByteCount(name) <= LongestName
        && !ReservedName.IsReserved(name);
}
