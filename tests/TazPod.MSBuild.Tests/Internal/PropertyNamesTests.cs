using TazPod.MSBuild.Internal;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace TazPod.MSBuild.Tests.Internal;

/// <summary>Hints in a build name properties instead of the tasks' arguments. Other words are not changed.</summary>
public sealed class PropertyNamesTests
{
    [Theory]
    [InlineData("Run PullVault --force.", "Run PullVault -p:TazPodForce=true.")]
    [InlineData("Take an older copy: PullVault --index=2.", "Take an older copy: PullVault -p:TazPodIndex=2.")]
    [InlineData("pull into another --vault-file, push", "pull into another -p:TazPodVaultFile, push")]
    [InlineData("off by --versioning=false", "off by -p:TazPodVersioning=false")]
    [InlineData("Run --target=Login --profile=work, or: aws sso login --profile work", "Run aws sso login --profile work")]
    [InlineData("Run --target=Login --profile=\"my work\", or: aws sso login --profile \"my work\"", "Run aws sso login --profile \"my work\"")]
    [InlineData("Run --target=Login --profile=\"my \\\"work\", or: aws sso login --profile \"my \\\"work\"", "Run aws sso login --profile \"my \\\"work\"")]
    [InlineData("it's a pin's stamp, or --index", "it's a pin's stamp, or -p:TazPodIndex")]
    public void Our_own_line_names_properties(string line, string expected) =>
        Assert.Equal(expected, PropertyNames.InPlaceOfArguments(line));

    [Fact]
    public void A_property_for_an_argument_that_can_be_repeated_holds_several_values()
    {
        var anchors = new TaskItem("anchor", new Dictionary<string, string> { ["Value"] = " keys/a.json; b ;" });
        var note = new TaskItem("note", new Dictionary<string, string> { ["Value"] = "one; two" });

        var sources = PropertyNames.Sources([anchors, note], Path.Combine(Path.GetTempPath(), "a.csproj"), []);

        Assert.Equal(["keys/a.json", "b"], sources.Arguments["anchor"]);
        Assert.Equal(["one; two"], sources.Arguments["note"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_property_of_the_command_line_also_replaces_what_the_project_says_in_its_place(bool isGlobal)
    {
        var settings = new[] { Item("retention", "9"), Item("keep-daily", "2"), Item("index", "3") };

        var sources = PropertyNames.Sources(settings, Path.GetFullPath("app.csproj"), isGlobal ? ["TAZPODRETENTION", "TazPodIndex"] : []);

        Assert.Equal(!isGlobal, sources.Arguments.ContainsKey("keep-daily"));
        Assert.Equal("9", Assert.Single(sources.Arguments["retention"]));
        Assert.Equal("TazPodRetention", sources.ArgumentLabel("retention"));

        static TaskItem Item(string argument, string value) => new(argument, new Dictionary<string, string> { ["Value"] = value });
    }

    [Theory]
    [InlineData("'/srv/--force/vault.tar.aes' is there too")]
    [InlineData("'it's --force' and 'a --index=2' differ")]
    [InlineData("unknown --words stay")]
    public void Quoted_text_is_not_changed(string line) => Assert.Equal(line, PropertyNames.InPlaceOfArguments(line));

    [Fact]
    public void The_hint_of_a_failure_is_changed_but_not_its_message()
    {
        var failure = VaultErrors.RemoteMoved.With("somebody --force pushed", "Push '--force' with --force.");

        var said = PropertyNames.InPlaceOfArguments(failure);

        Assert.Equal(("somebody --force pushed", "Push '--force' with -p:TazPodForce=true."), (said.Message, said.Hint));
        Assert.Equal(failure.Error, said.Error);
    }

    [Fact]
    public void Only_the_advice_in_a_table_is_changed()
    {
        var doctor = new DoctorResult("store", [new DoctorCheck("key", DoctorVerdict.Bad, "found --force", "Use --force.")]);
        var setup = new SetupResult("store", default, default, true) { Steps = [new SetupStep("--force", SetupOutcome.LeftOut, "--tls-only turns it on")] };

        Assert.Equal(("found --force", "Use -p:TazPodForce=true."), Of((DoctorResult)PropertyNames.InPlaceOfArguments(doctor)));
        Assert.Equal(new SetupStep("--force", SetupOutcome.LeftOut, "-p:TazPodTlsOnly=true turns it on"), ((SetupResult)PropertyNames.InPlaceOfArguments(setup)).Steps[0]);

        static (string, string?) Of(DoctorResult result) => (result.Checks[0].Finding, result.Checks[0].Fix);
    }

    [Fact]
    public void The_project_counts_as_the_running_code()
    {
        var project = Path.GetFullPath("app.csproj");

        var sources = PropertyNames.Sources([], project, []);

        Assert.Equal(Path.GetDirectoryName(project), sources.WorkingDirectory);
        Assert.Contains(project, sources.CallerLocations);
        Assert.Contains(AppContext.BaseDirectory, sources.CallerLocations);
    }
}
