using TazPod.Vault.Lineages;
using TazPod.Vault.Results;

namespace TazPod.Vault.Snapshots;

/// <summary>The result of a push to a lineage.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Generation">The generation that the pointer names now.</param>
/// <param name="SameFingerprint">Whether nothing was sent because of an equal fingerprint, although the bytes differ.</param>
internal sealed record LineagePushed(PushOutcome Outcome, Generation Generation, bool SameFingerprint = false);
