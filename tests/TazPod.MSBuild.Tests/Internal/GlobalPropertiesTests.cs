using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.MSBuild.Internal;
using TazPod.Vault.Errors;

namespace TazPod.MSBuild.Tests.Internal;

public sealed partial class GlobalPropertiesTests
{
    [Theory]
    [InlineData("TazPodBuckt", "Did you mean TazPodBucket?")]
    [InlineData("tazpodvaultfiel", "Did you mean TazPodVaultFile?")]
    [InlineData("TazPodDryRun", "Did you mean TazPodPlan?")]
    [InlineData("TazPodKeep", "Did you mean TazPodRetention?")]
    [InlineData("TazPodPullOptionl", "Did you mean TazPodPullOptional?")]
    [InlineData("TazPodExec", "Omit it, or rename it if it is the project's own: names that begin with TazPod are reserved.")]
    [InlineData("TazPod", "Omit it, or rename it if it is the project's own: names that begin with TazPod are reserved.")]
    public void An_unknown_one_is_refused_with_the_nearest_name(string name, string hint)
    {
        var failure = Assert.Throws<VaultException>(() => GlobalProperties.RequireKnown(["Configuration", "TazPodSecrets", name]));

        Assert.Equal((VaultErrors.UnknownSetting, hint), (failure.Error, failure.Hint));
        Assert.Equal($"unknown property {name}; nothing was done", failure.Message);
    }

    [Fact]
    public void Known_ones_in_any_letter_case_and_those_of_others_are_accepted() =>
        GlobalProperties.RequireKnown(["TAZPODBUCKET", "TazPodPullBeforeBuild", "Configuration", "MyTazPodThing"]);

    [Fact]
    public void They_are_exactly_those_of_the_targets()
    {
        var targets = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/TazPod.MSBuild/TazPod.MSBuild.targets"));

        Assert.Equal(
            Property().Matches(targets).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal),
            GlobalProperties.Known.Order(StringComparer.Ordinal));
    }

    private static string Here([CallerFilePath] string here = "") => here;

    // A property that is read, or an output.
    [GeneratedRegex(@"(?<=\$\(|PropertyName="")TazPod\w+")]
    private static partial Regex Property();
}
