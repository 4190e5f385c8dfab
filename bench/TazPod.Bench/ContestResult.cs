namespace TazPod.Bench;

/// <summary>What a contest showed.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Tools">All that took part, ours first.</param>
/// <param name="Added">What ours takes beyond an idle run; null where nothing is promised of that.</param>
/// <param name="Memory">What ours needs of memory; null where the vault is too small to say anything.</param>
internal sealed record ContestResult(string Name, IReadOnlyList<Summary> Tools, Added? Added, Memory? Memory);
