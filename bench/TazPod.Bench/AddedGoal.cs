namespace TazPod.Bench;

/// <summary>What is promised of what ours takes beyond an idle run: neither its own start nor that of what it is compared with counts.</summary>
/// <param name="Ours">Ours.</param>
/// <param name="OursIdle">The same without the work.</param>
/// <param name="Theirs">What it is compared with.</param>
/// <param name="TheirsIdle">The same without the work.</param>
/// <param name="Most">How many times what theirs adds ours may add at most.</param>
internal sealed record AddedGoal(Contestant Ours, Contestant OursIdle, Contestant Theirs, Contestant TheirsIdle, double Most);
