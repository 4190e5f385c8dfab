using System.Globalization;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Progress in words.</summary>
internal static class ProgressText
{
    /// <summary><c>packing the secrets: 40 %, 4 MiB of 10 MiB, 2 MiB/s, 3 s left</c>.</summary>
    /// <param name="what">The work.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in total; 0 if unknown.</param>
    /// <param name="elapsed">The time since its beginning.</param>
    public static string Of(string what, long done, long total, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        string[] parts =
        [
            total > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{100 * done / total} %, {ByteSize.Format(done)} of {ByteSize.Format(total)}")
                : ByteSize.Format(done),
            .. rate >= 1 ? [$"{ByteSize.Format((long)rate)}/s"] : Array.Empty<string>(),
            .. rate >= 1 && total > done ? [$"{Age.Of(Left(total - done, rate))} left"] : Array.Empty<string>(),
        ];
        return PlainText.OneLine($"{what}: {string.Join(", ", parts)}");
    }

    // A time that is too long for a TimeSpan is of no use to anyone.
    private static TimeSpan Left(long rest, double rate) => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(rest / rate), 1, TimeSpan.SecondsPerDay * 365));
}
