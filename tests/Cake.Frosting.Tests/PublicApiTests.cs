using PublicApiGenerator;

namespace Cake.Frosting.Tests;

public sealed class PublicApiTests
{
    /// <summary>A change here is a difference from the genuine Cake.Frosting. Only correct it if our API was wrong.</summary>
    [Fact]
    public async Task It_is_that_of_Cake_Frosting()
    {
        var approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicApi", "Cake.Frosting.approved.txt"));
        var actual = typeof(CakeHost).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

        Assert.Equal(approved.ReplaceLineEndings().TrimEnd(), actual.ReplaceLineEndings().TrimEnd());
    }

    [Fact]
    public void Its_assembly_has_the_identity_of_Cake_Frosting_7()
    {
        var name = typeof(CakeHost).Assembly.GetName();

        Assert.Equal(("Cake.Frosting", new Version(7, 0, 0, 0)), (name.Name, name.Version));
    }
}
