using Microsoft.Extensions.Time.Testing;

namespace TazPod.Vault.Doors.Tests.Support;

internal static class Clock
{
    /// <summary>A clock that is stopped at 2026-05-20 21:00 UTC; local time is two hours later.</summary>
    public static FakeTimeProvider Create()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 21, 0, 0, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test"));
        return time;
    }
}
