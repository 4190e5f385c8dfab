namespace TazPod.Vault.Results;

/// <summary>The number of differences between two trees.</summary>
/// <param name="Added">Files and directories only in the second tree.</param>
/// <param name="Changed">Files and directories that differ in content, mode or kind.</param>
/// <param name="Removed">Files and directories only in the first tree.</param>
public sealed record TreeCounts(int Added, int Changed, int Removed)
{
    /// <summary>Whether the trees are the same.</summary>
    public bool IsSame => this is { Added: 0, Changed: 0, Removed: 0 };

    /// <inheritdoc/>
    public override string ToString() => IsSame ? "no difference" : $"{Added} added, {Changed} changed, {Removed} removed";
}
