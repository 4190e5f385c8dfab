namespace TazPod.Vault.Workspace;

/// <summary>A merge with conflicts that waits in a secrets directory for a user. SaveVault completes it, MergeVault can undo it.</summary>
/// <param name="Directory">The secrets directory, with links resolved.</param>
/// <param name="Kept">The directory as it was before, under another name.</param>
/// <param name="Suffix">What is added to the names of the other side's files, such as <c>.theirs-20260520T210000</c>.</param>
/// <param name="LocalMac">Fingerprint of the merged tree as it is put in place, under this workspace's own key.</param>
/// <param name="Theirs">The facts about the vault at latest that was merged.</param>
/// <param name="Remote">The facts about its store once the merge is saved: the result descends from that latest.</param>
internal sealed record PendingMerge(string Directory, string Kept, string Suffix, string LocalMac, VaultFacts Theirs, RemoteFacts Remote)
{
    /// <summary>What is added to the name of a conflicting file that comes from the vault file instead of latest.</summary>
    public const string LocalSuffix = ".theirs-local";

    /// <summary>How far it has come.</summary>
    public MergePhase Phase { get; init; }
}
