using System.Globalization;
using TazPod.Vault.History;

namespace TazPod.Vault.Settings;

/// <summary>Which copy of the vault is meant: latest, one of the history by its place, or one by time.</summary>
public sealed record CopySelector
{
    /// <summary>How a history key and <c>--at</c> write a time, in UTC.</summary>
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

    /// <summary>The object at latest. The default.</summary>
    public static CopySelector Latest { get; } = new(null, null);

    /// <summary>The place in the history, 1 for the newest copy; null unless chosen by place.</summary>
    public int? Index { get; }

    /// <summary>The newest copy not later than this instant (UTC) is meant; null unless chosen by time.</summary>
    public DateTimeOffset? NotAfter { get; }

    /// <summary>Whether latest is meant.</summary>
    public bool IsLatest => Index is null && NotAfter is null;

    /// <summary>The copy at a place of the history: 1 is the newest (normally the same content as latest), 2 the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static CopySelector AtIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        return new CopySelector(index, null);
    }

    /// <summary>The newest copy that is not later than this instant.</summary>
    public static CopySelector AtTime(DateTimeOffset instant) => new(null, instant.ToUniversalTime());

    /// <summary>Reads a stamp as history keys have it (<c>20260520T210000</c>), or an ISO 8601 date and time; without an offset it is UTC.
    /// </summary>
    /// <returns>The selector, or null when the text is neither.</returns>
    public static CopySelector? TryParseTime(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? AtTime(instant)
            : null;

    /// <summary><c>latest</c>, <c>index 2</c> or <c>at 20260520T210000</c>.</summary>
    public override string ToString() => this switch
    {
        { Index: { } index } => $"index {index.ToString(CultureInfo.InvariantCulture)}",
        { NotAfter: { } instant } => $"at {instant.ToString(StampFormat, CultureInfo.InvariantCulture)}",
        _ => "latest",
    };
}
