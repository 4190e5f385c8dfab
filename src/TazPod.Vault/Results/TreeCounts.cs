namespace TazPod.Vault.Results;

/// <summary>How two trees differ, in numbers.</summary>
/// <param name="Added">Files and directories that only the second has.</param>
/// <param name="Changed">Those that differ in content, mode or kind.</param>
/// <param name="Removed">Those that only the first has.</param>
public sealed record TreeCounts(int Added, int Changed, int Removed)
{
    /// <summary>Whether the trees are the same.</summary>
    public bool IsSame => this is { Added: 0, Changed: 0, Removed: 0 };

    /// <inheritdoc/>
    public override string ToString() => IsSame ? "no difference" : $"{Added} added, {Changed} changed, {Removed} removed";
}
