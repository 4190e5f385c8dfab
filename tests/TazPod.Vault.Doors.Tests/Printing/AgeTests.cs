using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed class AgeTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_599, "59 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(172_799, "47 h")]
    [InlineData(172_800, "2 d")]
    [InlineData(63_071_999, "729 d")]
    [InlineData(94_600_000, "2 y")]
    public void An_age_is_one_number_and_its_unit(int seconds, string expected) =>
        Assert.Equal(expected, Age.Of(TimeSpan.FromSeconds(seconds)));
}
