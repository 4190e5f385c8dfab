namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>A verb at work: where it starts, and what must never go away.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Target">The verb.</param>
/// <param name="Stage">Puts the scene into the state before it.</param>
/// <param name="Keeps">A text that stands in some file at any moment; null for none.</param>
/// <param name="IsInPlace">Whether the secrets directory is a mount point, where the swap is journalled and not one step.</param>
/// <param name="Arguments">Besides the target.</param>
internal sealed record Scenario(
    string Name, string Target, Action Stage, string? Keeps = null, bool IsInPlace = false, params string[] Arguments);
