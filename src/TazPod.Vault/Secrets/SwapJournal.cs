namespace TazPod.Vault.Secrets;

/// <summary>What a swap inside a directory has decided to do: these names and no others.</summary>
internal sealed record SwapJournal
{
    /// <summary>Top-level names of the new tree.</summary>
    public IReadOnlyList<string> Incoming { get; init; } = [];

    /// <summary>Top-level names of the old tree.</summary>
    public IReadOnlyList<string> Outgoing { get; init; } = [];

    /// <summary>The name under which the old tree is kept; null when it is removed.</summary>
    public string? Aside { get; init; }
}
