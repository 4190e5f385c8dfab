using System.Globalization;
using TazPod.Vault.History;

namespace TazPod.Vault.Settings;

/// <summary>Selects a copy of the vault: latest, one from the history by index, or one by time.</summary>
public sealed record CopySelector
{
    /// <summary>The time format of history keys and of <c>--at</c>, in UTC.</summary>
    public const string StampFormat = Stamp.Format;

    private static readonly string[] TimeFormats =
    [
        StampFormat, "yyyyMMdd'T'HHmmss'Z'",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private CopySelector(int? index, DateTimeOffset? notAfter)
    {
        Index = index;
        NotAfter = notAfter;
    }

    /// <summary>The object at latest. This is the default.</summary>
    public static CopySelector Latest { get; } = new(null, null);

    /// <summary>The index in the history, 1 for the newest copy; null unless selected by index.</summary>
    public int? Index { get; }

    /// <summary>Selects the newest copy not later than this instant (UTC); null unless selected by time.</summary>
    public DateTimeOffset? NotAfter { get; }

    /// <summary>Whether latest is selected.</summary>
    public bool IsLatest => Index is null && NotAfter is null;

    /// <summary>Selects a copy by its index in the history: 1 is the newest (normally the same content as latest), 2 the one before
    /// it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is below 1.</exception>
    public static CopySelector AtIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        return new CopySelector(index, null);
    }

    /// <summary>Selects the newest copy that is not later than this instant.</summary>
    public static CopySelector AtTime(DateTimeOffset instant) => new(null, instant.ToUniversalTime());

    /// <summary>Parses a stamp as in history keys (<c>20260520T210000</c>), or an ISO 8601 date and time. Without an offset, it is
    /// UTC.</summary>
    /// <returns>The selector, or null if the text is neither.</returns>
    public static CopySelector? TryParseTime(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? AtTime(instant)
            : null;

    /// <summary>Returns <c>latest</c>, <c>index 2</c> or <c>at 20260520T210000</c>.</summary>
    public override string ToString() => this switch
    {
        { Index: { } index } => $"index {index.ToString(CultureInfo.InvariantCulture)}",
        { NotAfter: { } instant } => $"at {instant.ToString(StampFormat, CultureInfo.InvariantCulture)}",
        _ => "latest",
    };
}
