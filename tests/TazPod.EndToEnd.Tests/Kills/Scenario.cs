namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>A verb, its initial state, and a text that must never be lost.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Target">The verb.</param>
/// <param name="Stage">Prepares the initial state.</param>
/// <param name="Keeps">A text that some file contains at any moment; null for none.</param>
/// <param name="IsInPlace">Whether the secrets directory is a mount point, where the swap is journalled instead of a single step.</param>
/// <param name="Arguments">The arguments besides the target.</param>
internal sealed record Scenario(
    string Name, string Target, Action Stage, string? Keeps = null, bool IsInPlace = false, params string[] Arguments)
{
    /// <summary>The exit codes of a complete run: first that of an undisturbed one.</summary>
    public IReadOnlyList<int> Ends { get; init; } = [0];

    /// <summary>Whether a run after a kill may keep more of what it replaces than an undisturbed one.</summary>
    public bool MayKeepMore { get; init; }
}
