using TazPod.Build.Testing;

namespace TazPod.Build.Tests.Testing;

public sealed class TestSuitesTests
{
    private static readonly IReadOnlyList<TestSuite> All =
        [.. new[] { "TazPod.Vault.Sync", "TazPod.Vault", "Cake.Frosting.TazPod", "Cake.Frosting" }.Select(name => new TestSuite($"/tests/{name}.Tests/{name}.Tests.csproj"))];

    [Theory]
    [InlineData("TazPod.Vault.Sync.Tests")]
    [InlineData("TazPod.Vault.Sync")]
    [InlineData("Vault.Sync.Tests")]
    [InlineData("Vault.Sync")]
    [InlineData("vault.SYNC")]
    public void A_suite_can_be_named_with_and_without_the_common_prefix_and_suffix(string name)
        => Assert.Equal(["TazPod.Vault.Sync.Tests"], Choose(name));

    [Theory]
    [InlineData("Vault", "TazPod.Vault.Tests")]
    [InlineData("Cake.Frosting", "Cake.Frosting.Tests")]
    [InlineData("Cake.Frosting.TazPod", "Cake.Frosting.TazPod.Tests")]
    public void A_name_that_another_one_starts_with_means_one_suite(string name, string suite) => Assert.Equal([suite], Choose(name));

    [Fact]
    public void Several_names_select_several_suites_in_the_order_of_the_list()
        => Assert.Equal(["TazPod.Vault.Sync.Tests", "TazPod.Vault.Tests", "Cake.Frosting.Tests"], Choose("Cake.Frosting, Vault", "vault.sync,vault"));

    [Fact]
    public void No_name_selects_all() => Assert.Equal(All.Select(suite => suite.Name), Choose());

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_names()
    {
        var refused = Assert.Throws<UsageException>(() => Choose("Vault,Vault.Snyc"));

        Assert.Equal("there is no test suite 'Vault.Snyc'. Known suites: Cake.Frosting, Cake.Frosting.TazPod, Vault, Vault.Sync", refused.Message);
    }

    [Fact]
    public void The_suites_of_this_repository_are_found_and_the_longest_come_first()
    {
        var names = TestSuites.Find(Repository.Root).Select(suite => suite.Name).ToArray();

        Assert.Equal(["TazPod.EndToEnd.Tests", "TazPod.Vault.Sync.Tests"], names[..2]);
        Assert.Contains("TazPod.Build.Tests", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void With_the_packages_of_Cake_the_tests_of_the_stand_ins_are_left_out()
    {
        var left = TestSuites.Find(Repository.Root).Select(suite => suite.Name)
            .Except(TestSuites.Find(Repository.Root, usesCakePackages: true).Select(suite => suite.Name));

        Assert.Equal(["Cake.Frosting.Tests", "Cake.Testing.Tests"], left.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Choose(params string[] wanted) => TestSuites.Choose(All, wanted).Select(suite => suite.Name);
}
