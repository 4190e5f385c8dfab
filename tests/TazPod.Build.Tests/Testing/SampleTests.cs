namespace TazPod.Build.Tests.Testing;

/// <summary>The tests that <see cref="SuiteProcessTests"/> runs in a separate process.</summary>
public sealed class SampleTests(ITestOutputHelper output)
{
    public const string IsSpecial = "BUILD_SAMPLE_IS_SPECIAL";

    private static bool IsTold => Environment.GetEnvironmentVariable(IsSpecial) is not null;

    [Theory]
    [InlineData("one case")]
    [InlineData("another case")]
    public void A_sample_with_cases(string name) => Assert.NotEmpty(name);

    [Fact]
    public void A_sample_that_fails_when_it_is_told_to()
    {
        output.WriteLine("what it printed");
        Assert.False(IsTold);
    }

    [Fact]
    public void A_sample_that_is_skipped_when_it_is_told_to() => Assert.SkipWhen(IsTold, "it is a sample");
}
