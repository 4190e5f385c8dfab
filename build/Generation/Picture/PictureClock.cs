namespace TazPod.Build.Generation.Picture;

/// <summary>A clock with the same times on every machine.</summary>
internal sealed class PictureClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 5, 20, 21, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;

    public void Advance() => now += TimeSpan.FromMinutes(1);
}
