using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync;

/// <summary>What is said to somebody whose push was refused.</summary>
internal static class RemoteConflict
{
    /// <summary>How to keep both sides.</summary>
    public const string WaysOut =
        "To keep both, pull it into another --vault-file, merge by hand, save, and push with --force; what stands at latest is kept in the history.";

    /// <summary>What to do where only the other side has changed.</summary>
    public const string NothingLost = "Run PullVault: nothing here would be lost.";

    /// <summary>Somebody else was faster.</summary>
    /// <param name="store">The store and bucket, for people.</param>
    /// <param name="now">What stands at latest now; null when it was removed.</param>
    public static VaultException CameFirst(string store, ObjectHead? now) => now is null
        ? VaultErrors.RemoteMoved.With($"not pushed: latest in {store} was removed during this push", "Run PushVault again if that was meant.")
        : VaultErrors.RemoteMoved.With($"not pushed: {store} now holds {LatestVersion.Describe(now)}; it came first", WaysOut);
}
