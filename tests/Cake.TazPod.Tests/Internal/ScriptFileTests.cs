using Cake.TazPod.Internal;
using TazPod.Testing;

namespace Cake.TazPod.Tests.Internal;

public sealed class ScriptFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new("script");

    public ScriptFileTests()
    {
        File.WriteAllText(directory.Combine("build.cake"), "");
        File.WriteAllText(directory.Combine("other.cake"), "");
    }

    [Theory]
    [InlineData("", "build.cake")]
    [InlineData("--target=Pull --bucket=x", "build.cake")]
    [InlineData("other.cake --target=Pull", "other.cake")]
    [InlineData("other.cake --target Pull", "other.cake")]
    [InlineData("--target Pull", null)]
    [InlineData("--target other.cake", null)]
    [InlineData("missing.cake", null)]
    public void It_is_the_first_argument_of_the_tool_or_the_default_or_none_if_that_is_unclear(string arguments, string? script) =>
        Assert.Equal(
            script is null ? null : directory.Combine(script),
            ScriptFile.Find(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), directory.Path));

    [Fact]
    public void The_start_directory_must_be_known_unless_the_path_is_absolute()
    {
        Assert.Null(ScriptFile.Find(["other.cake"], null));
        Assert.Null(ScriptFile.Find(["other.cake"], "elsewhere"));
        Assert.Equal(directory.Combine("other.cake"), ScriptFile.Find([directory.Combine("other.cake")], null));
    }

    [Fact]
    public void A_host_other_than_the_tool_runs_no_script() => Assert.Empty(ScriptFile.OfThisProcess());

    public void Dispose() => directory.Dispose();
}
