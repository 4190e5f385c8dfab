using System.Globalization;

namespace TazPod.Vault.Doors.Printing;

/// <summary>Formats an age for users.</summary>
internal static class Age
{
    /// <summary>One number and its unit: <c>12 s</c>, <c>5 min</c>, <c>3 h</c>, <c>40 d</c>, <c>2 y</c>. A time in the future is <c>0
    /// s</c>.</summary>
    public static string Of(TimeSpan age)
    {
        var (count, unit) = age switch
        {
            { TotalSeconds: < 1 } => (0, "s"),
            { TotalMinutes: < 1 } => (age.TotalSeconds, "s"),
            { TotalHours: < 1 } => (age.TotalMinutes, "min"),
            { TotalDays: < 2 } => (age.TotalHours, "h"),
            { TotalDays: < 730 } => (age.TotalDays, "d"),
            _ => (age.TotalDays / 365.2425, "y"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count):0} {unit}");
    }
}
