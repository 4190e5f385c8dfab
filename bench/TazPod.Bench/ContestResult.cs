namespace TazPod.Bench;

/// <summary>What a contest showed.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Tools">All that took part, ours first.</param>
/// <param name="Memory">What ours needs of memory; null where the vault is too small to say anything.</param>
internal sealed record ContestResult(string Name, IReadOnlyList<Summary> Tools, Memory? Memory);
