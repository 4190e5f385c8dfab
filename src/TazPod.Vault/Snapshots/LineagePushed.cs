using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Snapshots;

/// <summary>How a push to a lineage ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Generation">What the pointer names now.</param>
internal sealed record LineagePushed(PushOutcome Outcome, Generation Generation);
