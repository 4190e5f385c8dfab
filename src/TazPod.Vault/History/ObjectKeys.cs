namespace TazPod.Vault.History;

/// <summary>The object contract's keys: what TazPod's own clients read and write too.</summary>
public static class ObjectKeys
{
    /// <summary>Below this lies everything of the vault.</summary>
    public const string Root = "tazpod/vault/";

    /// <summary>Latest: the object that a plain pull takes.</summary>
    public const string Latest = Root + "vault.tar.aes";

    /// <summary>Below this lie the history copies.</summary>
    public const string HistoryPrefix = Root + "history/";

    /// <summary>Below this lie the pinned copies, which no prune looks at.</summary>
    public const string PinnedPrefix = Root + "pinned/";

    /// <summary>What probe objects start with; they never stay.</summary>
    public const string ProbePrefix = Root + ".probe-";

    private const string NameStart = "vault-";
    private const string NameEnd = ".tar.aes";

    // Every push comes after the newest copy: a key from the end of time would leave no second for it.
    private const int LastYear = 9000;

    /// <summary>The key of the history copy with this stamp.</summary>
    public static string ForStamp(Stamp stamp) => $"{HistoryPrefix}{NameStart}{stamp}{NameEnd}";

    /// <summary>The key of the pinned copy with this stamp.</summary>
    public static string ForPin(Stamp stamp) => $"{PinnedPrefix}{NameStart}{stamp}{NameEnd}";

    /// <summary>Reads a history key back; null when it is not exactly of the history pattern, and so not ours.</summary>
    public static Stamp? StampOf(string key) => StampOf(key, HistoryPrefix);

    /// <summary>Reads the key of a pinned copy back; null when it is none.</summary>
    public static Stamp? PinnedStampOf(string key) => StampOf(key, PinnedPrefix);

    /// <summary>What people call an object: <c>latest</c>, a stamp, or a stamp and <c>(pinned)</c>.</summary>
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
