using Microsoft.Extensions.Time.Testing;

namespace TazPod.Vault.Doors.Tests.Support;

internal static class Clock
{
    /// <summary>A clock that stands at 2026-05-20 21:00 UTC, two hours later by local time.</summary>
    public static FakeTimeProvider Create()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 21, 0, 0, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test"));
        return time;
    }
}
