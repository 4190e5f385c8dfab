namespace TazPod.Vault.History;

/// <summary>The keys of the object contract, which TazPod's own clients read and write, too.</summary>
internal static class ObjectKeys
{
    /// <summary>The prefix of all the vault's objects.</summary>
    public const string Root = "tazpod/vault/";

    /// <summary>Latest: the object that a plain pull downloads.</summary>
    public const string Latest = Root + "vault.tar.aes";

    /// <summary>The prefix of the history copies.</summary>
    public const string HistoryPrefix = Root + "history/";

    /// <summary>The prefix of the pinned copies, which pruning ignores.</summary>
    public const string PinnedPrefix = Root + "pinned/";

    /// <summary>The prefix of probe objects, which are always removed again.</summary>
    public const string ProbePrefix = Root + ".probe-";

    private const string NameStart = "vault-";
    private const string NameEnd = ".tar.aes";

    // A push is always stamped after the newest copy. A key from the end of time would leave no second for it.
    private const int LastYear = 9000;

    /// <summary>The key of the history copy with this stamp.</summary>
    public static string ForStamp(Stamp stamp) => $"{HistoryPrefix}{NameStart}{stamp}{NameEnd}";

    /// <summary>The key of the pinned copy with this stamp.</summary>
    public static string ForPin(Stamp stamp) => $"{PinnedPrefix}{NameStart}{stamp}{NameEnd}";

    /// <summary>Reads the stamp from a history key; null if the key does not match the history pattern exactly and so is not
    /// ours.</summary>
    public static Stamp? StampOf(string key) => StampOf(key, HistoryPrefix);

    /// <summary>Reads the stamp from the key of a pinned copy; null if the key is not one.</summary>
    public static Stamp? PinnedStampOf(string key) => StampOf(key, PinnedPrefix);

    /// <summary>The name of an object in messages: <c>latest</c>, a stamp, or a stamp and <c>(pinned)</c>.</summary>
    internal static string NameOf(string key) =>
        StampOf(key)?.ToString() ?? (PinnedStampOf(key) is { } pinned ? $"{pinned} (pinned)" : "latest");

    private static Stamp? StampOf(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal)
        && key.AsSpan(prefix.Length) is var name
        && name.StartsWith(NameStart, StringComparison.Ordinal)
        && name.EndsWith(NameEnd, StringComparison.Ordinal)
        && name.Length == NameStart.Length + Stamp.Length + NameEnd.Length
        && Stamp.TryParse(name.Slice(NameStart.Length, Stamp.Length)) is { } stamp
        && stamp.Time.Year < LastYear
            ? stamp
            : null;
}
