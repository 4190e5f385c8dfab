using System.Globalization;

namespace TazPod.Vault.History;

/// <summary>The time in a history key: UTC, whole seconds, written as <c>yyyyMMddTHHmmss</c>.</summary>
public readonly record struct Stamp : IComparable<Stamp>
{
    /// <summary>The length of a written stamp in characters.</summary>
    public const int Length = 15;

    /// <summary>The format of a written stamp.</summary>
    public const string Format = "yyyyMMdd'T'HHmmss";

    /// <summary>The stamp of an instant, truncated to whole seconds.</summary>
    public Stamp(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        Time = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>The instant, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Parses a written stamp; null if the text is not a stamp or not a valid date.</summary>
    public static Stamp? TryParse(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(
            text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new Stamp(time)
            : null;

    /// <summary>Whether one stamp is before another.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.Time < right.Time;

    /// <summary>Whether one stamp is after another.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.Time > right.Time;

    /// <summary>Whether one stamp is not after another.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.Time <= right.Time;

    /// <summary>Whether one stamp is not before another.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.Time >= right.Time;

    /// <summary>One second later.</summary>
    public Stamp Next() => new(Time.AddSeconds(1));

    /// <inheritdoc/>
    public int CompareTo(Stamp other) => Time.CompareTo(other.Time);

    /// <inheritdoc/>
    public override string ToString() => Time.ToString(Format, CultureInfo.InvariantCulture);
}
