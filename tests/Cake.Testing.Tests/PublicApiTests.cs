using PublicApiGenerator;

namespace Cake.Testing.Tests;

public sealed class PublicApiTests
{
    /// <summary>A change here is a difference from the genuine Cake.Testing, of which this is a part.</summary>
    [Fact]
    public async Task It_is_the_approved_part_of_Cake_Testing()
    {
        var approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicApi", "Cake.Testing.approved.txt"));
        var actual = typeof(FakeLog).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

        Assert.Equal(approved.ReplaceLineEndings().TrimEnd(), actual.ReplaceLineEndings().TrimEnd());
    }

    [Fact]
    public void Its_assembly_has_the_identity_of_Cake_Testing_7()
    {
        var name = typeof(FakeLog).Assembly.GetName();

        Assert.Equal(("Cake.Testing", new Version(7, 0, 0, 0)), (name.Name, name.Version));
    }
}
