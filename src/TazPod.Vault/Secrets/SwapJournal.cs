namespace TazPod.Vault.Secrets;

/// <summary>What a swap inside a directory has decided to do.</summary>
internal sealed record SwapJournal
{
    /// <summary>Top-level names of the new tree.</summary>
    public IReadOnlyList<string> Incoming { get; init; } = [];

    /// <summary>Whether the tree is only removed.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>The name under which the old tree is kept; null when it is removed.</summary>
    public string? Aside { get; init; }
}
