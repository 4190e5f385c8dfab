using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Snapshots;

/// <summary>The result of a push to a lineage.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Generation">The generation that the pointer names now.</param>
internal sealed record LineagePushed(PushOutcome Outcome, Generation Generation);
