namespace TazPod.Vault.Results;

/// <summary>A copy in the history, as <c>--index</c> counts them.</summary>
/// <param name="Index">Its index: 1 is the newest.</param>
/// <param name="Count">The number of copies.</param>
/// <param name="Stamp">Its stamp.</param>
public sealed record CopyPosition(int Index, int Count, string Stamp)
{
    /// <inheritdoc/>
    public override string ToString() => $"copy {Index} of {Count}, from {Stamp}";
}
