using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class CopySelectorTests
{
    [Theory]
    [InlineData("20260520T210000")]
    [InlineData("20260520T210000Z")]
    [InlineData("2026-05-20T21:00")]
    [InlineData("2026-05-20T21:00Z")]
    [InlineData("2026-05-20T21:00:00")]
    [InlineData("2026-05-20T21:00:00Z")]
    [InlineData("2026-05-20T21:00:00.0Z")]
    [InlineData("2026-05-20T23:00:00+02:00")]
    [InlineData("2026-05-20T16:00-05:00")]
    public void A_stamp_or_an_ISO_8601_time_is_an_instant_in_UTC(string text) =>
        Assert.Equal(new DateTimeOffset(2026, 5, 20, 21, 0, 0, TimeSpan.Zero), CopySelector.TryParseTime(text)!.NotAfter);

    [Theory]
    [InlineData("")]
    [InlineData("20260520")]
    [InlineData("20260520t210000")]
    [InlineData("20260520T250000")]
    [InlineData("2026-05-20 21:00:00")]
    [InlineData(" 20260520T210000")]
    [InlineData("1")]
    public void Anything_else_is_invalid(string text) => Assert.Null(CopySelector.TryParseTime(text));

    [Fact]
    public void Latest_is_neither_an_index_nor_a_time()
    {
        Assert.True(CopySelector.Latest.IsLatest);
        Assert.False(CopySelector.AtIndex(1).IsLatest);
        Assert.Throws<ArgumentOutOfRangeException>(() => CopySelector.AtIndex(0));
    }
}
