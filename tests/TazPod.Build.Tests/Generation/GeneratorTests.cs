using TazPod.Build.Generation;

namespace TazPod.Build.Tests.Generation;

public sealed class GeneratorTests
{
    // If this fails, run ./build.sh --target=Generate.
    [Fact]
    public async Task The_generated_files_are_up_to_date() =>
        Assert.Empty((await Generator.StaleAsync(Repository.Root)).Select(file => file.Path));

    [Theory]
    [InlineData("859 B  673b45b8  latest", true)]
    [InlineData("1204 B  00aa11bb  latest", true)]
    [InlineData("859 B  673b45b8  pinned", false)]
    public void A_file_whose_figures_do_not_count_is_up_to_date_with_others(string text, bool expected)
    {
        var root = Directory.CreateTempSubdirectory("generated-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, "page"), "845 B  d5f3a967  latest");

            Assert.Equal(expected, new GeneratedFile("page", text) { FiguresCount = false }.IsIn(root));
            Assert.False(new GeneratedFile("page", text).IsIn(root));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
