using System.Text;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>What a swap inside a directory has decided to do: these names and no others.</summary>
internal sealed record SwapJournal
{
    private const int LongestName = 255;

    /// <summary>The inode of the directory that the journal was written in: one that was copied, unpacked or cloned has another. 0 where the
    /// system tells none.</summary>
    public required ulong Stage { get; init; }

    /// <summary>Top-level names of the new tree.</summary>
    public IReadOnlyList<string> Incoming { get; init; } = [];

    /// <summary>Top-level names of the old tree.</summary>
    public IReadOnlyList<string> Outgoing { get; init; } = [];

    /// <summary>The name under which the old tree is kept; null when it is removed.</summary>
    public string? Aside { get; init; }

    /// <summary>Whether every name is one that a swap can have written: a single component, and none of this tool's own; the aside only one of
    /// its pattern.</summary>
    public bool IsPlausible => Incoming.Concat(Outgoing).All(IsEntry) && (Aside is null || ReservedName.IsAside(Aside));

    private static bool IsEntry(string? name) =>
        name is { Length: > 0 } and not "." and not ".."
        && name.AsSpan().IndexOfAny('/', '\0') < 0
        && name.AsSpan().IndexOf(Path.DirectorySeparatorChar) < 0
        && Encoding.UTF8.GetByteCount(name) <= LongestName
        && !ReservedName.IsReserved(name);
}
