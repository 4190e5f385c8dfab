using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync;

/// <summary>The errors for a push that was refused.</summary>
internal static class RemoteConflict
{
    /// <summary>How to keep both versions.</summary>
    public const string WaysOut =
        $"To keep both: {MergeSteps.OfVaults}; the replaced latest is kept in the history.";

    /// <summary>What to do if only the remote side has changed.</summary>
    public const string NothingLost = "Run PullVault; no local changes would be lost.";

    /// <summary>Another push was faster.</summary>
    /// <param name="store">The store and bucket, for display.</param>
    /// <param name="now">The current object at latest; null if it was removed.</param>
    public static VaultException CameFirst(string store, ObjectHead? now) => now is null
        ? VaultErrors.RemoteMoved.With($"not pushed: latest in {store} was removed during this push", "Run PushVault again if that was intended.")
        : VaultErrors.RemoteMoved.With($"not pushed: {store} now holds {LatestVersion.Describe(now)}; it was pushed first", WaysOut);
}
