namespace TazPod.Vault.Verbs;

/// <summary>What a message says to somebody whose push was refused.</summary>
internal static class RemoteConflict
{
    /// <summary>How to keep both sides.</summary>
    public const string WaysOut =
        "To keep both, pull it into another --vault-file, merge by hand, save, and push with --force; what stands at latest is kept in the history.";
}
