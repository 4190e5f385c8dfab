using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;
using static TazPod.EndToEnd.Tests.Support.Sources;

namespace TazPod.EndToEnd.Tests;

/// <summary>The steps of the actions in <c>action</c>, as a runner runs them.</summary>
public sealed class GitHubActionTests : IAsyncLifetime
{
    private const string Unlock = "action/action.yml";
    private const string Cleanup = "action/cleanup/action.yml";
    private const string Input = "${{ inputs.";
    private const string Repository = "${{ github.server_url }}/${{ github.action_repository }}";

    // A step sees the variables that the steps before it have set.
    private readonly Dictionary<string, string> inputs = [];
    private Place place = null!;
    private ToolRelease release = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the release of these tests is for Linux");
        place = await Place.PushedAsync();
        release = await ToolRelease.StartAsync("linux-x64");
        Directory.Delete(place.Path(".tazpod"), recursive: true);
        place.Environment.Remove("TAZPOD_PASSPHRASE_FILE");
        foreach (var (name, value) in new[]
        {
            ("PATH", Environment.GetEnvironmentVariable("PATH")!), ("GITHUB_ACTIONS", "true"), ("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"),
            ("RUNNER_TEMP", place.Path("temporary")),
        })
        {
            place.Environment[name] = value;
        }

        Directory.CreateDirectory(place.Path("temporary"));
        inputs["version"] = ToolRelease.Version;
        inputs["sha256"] = release.Sha256;
        inputs["releases"] = release.Url;
        inputs["passphrase"] = Place.Passphrase;
    }

    [Fact]
    public async Task The_job_has_the_secrets_and_the_command_until_it_cleans_up()
    {
        var (exitCode, printed, outputs) = await RunAsync(Unlock);

        Assert.True(exitCode == 0, printed);
        Assert.Equal(Place.Secret, place.Read("temporary/vault/secrets/token"));
        Assert.Equal(place.Path("temporary/vault/secrets"), outputs["secrets"]);
        Assert.Equal("true", outputs["changed"]);
        Assert.Matches("^[0-9]{8}T[0-9]{6}$", outputs["version"]);
        Assert.Contains($"::add-mask::{Place.Secret}", printed.Split('\n'));
        Assert.DoesNotContain(Place.Secret, printed.Replace($"::add-mask::{Place.Secret}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal($"tazvault {await ToolVersionAsync()}", (await BashAsync("tazvault --version", place.Environment)).Output.Trim());

        (exitCode, printed, _) = await RunAsync(Cleanup);

        Assert.True(exitCode == 0, printed);
        Assert.DoesNotContain("::warning::", printed, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("temporary")));
    }

    [Fact]
    public async Task Another_file_than_the_one_with_the_checksum_is_not_run()
    {
        inputs["sha256"] = new string('0', 64);

        var (exitCode, printed, outputs) = await RunAsync(Unlock);

        Assert.Equal(1, exitCode);
        Assert.Contains($"::error::the SHA-256 of tazvault-{ToolRelease.Version}-linux-x64.tar.gz is {release.Sha256}, not {inputs["sha256"]}", printed, StringComparison.Ordinal);
        Assert.Empty(outputs);
        Assert.Empty(Directory.EnumerateFiles(place.Path("temporary"), "*", SearchOption.AllDirectories));
        await AssertCleanedUpAsync();
    }

    [Theory]
    [InlineData("version", "0.0.0", 22)]
    [InlineData("passphrase", "another passphrase", 6)]
    public async Task A_step_that_fails_fails_the_job_which_can_still_clean_up(string input, string value, int expected)
    {
        inputs[input] = value;

        var (exitCode, printed, _) = await RunAsync(Unlock);

        Assert.True(exitCode == expected, printed);
        inputs["passphrase"] = Place.Passphrase;
        await AssertCleanedUpAsync();
    }

    [Fact]
    public async Task A_runner_without_a_native_file_is_named()
    {
        place.Environment["RUNNER_OS"] = "macOS";

        var (exitCode, printed, _) = await RunAsync(Unlock);

        Assert.Equal(1, exitCode);
        Assert.Contains("::error::there is no tazvault for macOS-X64", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_that_the_job_has_changed_are_removed_with_a_warning()
    {
        inputs["secrets"] = place.Path("elsewhere");
        await RunAsync(Unlock);
        place.Write("elsewhere/token", "an edit");

        var (exitCode, printed, _) = await RunAsync(Cleanup);

        Assert.Equal(0, exitCode);
        Assert.Contains("::warning::", printed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Path("elsewhere")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("temporary")));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (release is not null)
            await release.DisposeAsync();
        place?.Dispose();
    }

    private async Task AssertCleanedUpAsync()
    {
        var (exitCode, printed, _) = await RunAsync(Cleanup);

        Assert.True(exitCode == 0, printed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("temporary")));
    }

    private async Task<string> ToolVersionAsync() => (await place.RunToolAsync("--version")).Output.Trim()["tazvault ".Length..];

    private async Task<(int ExitCode, string Printed, Dictionary<string, string> Outputs)> RunAsync(string path)
    {
        var action = Read(path);
        Assert.Equal("composite", Node(action, "runs", "using"));
        var printed = "";
        var outputs = new Dictionary<string, string>();
        foreach (var step in Maps(Node(action, "runs", "steps")))
        {
            Assert.Equal("bash", step["shell"]);
            foreach (var file in new[] { "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH" })
            {
                place.Write($"runner/{file}", "");
                place.Environment[file] = place.Path($"runner/{file}");
            }

            var environment = new Dictionary<string, string>(place.Environment);
            foreach (var (name, value) in Map(step["env"]))
                environment[(string)name] = Value((string)value, action);
            var end = await BashAsync((string)step["run"], environment);
            printed += $"{end.Output}\n{end.Error}\n";
            foreach (var (name, value) in Pairs("runner/GITHUB_OUTPUT"))
                outputs[name] = value;
            foreach (var (name, value) in Pairs("runner/GITHUB_ENV"))
                place.Environment[name] = value;
            place.Environment["PATH"] = string.Join(':', place.Read("runner/GITHUB_PATH").Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(place.Environment["PATH"]));
            if (end.ExitCode != 0)
                return (end.ExitCode, printed, outputs);
        }

        return (0, printed, outputs);
    }

    private IEnumerable<(string Name, string Value)> Pairs(string file) => place.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]));

    private string Value(string text, object action) =>
        !text.StartsWith(Input, StringComparison.Ordinal) ? text.Replace(Repository, "https://github.invalid/owner/repository", StringComparison.Ordinal)
        : inputs.TryGetValue(text[Input.Length..^3], out var given) ? given
        : (string)Node(action, "inputs", text[Input.Length..^3], "default");

    // As the runner starts it.
    private Task<ProcessEnd> BashAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        place.Write("runner/step.sh", script);
        return new TestCommand("bash", "--noprofile", "--norc", "-eo", "pipefail", place.Path("runner/step.sh"))
        {
            Directory = place.Path(""),
            Environment = environment,
            Inherits = name => name is "DOTNET_ROOT",
        }.RunAsync(TestContext.Current.CancellationToken);
    }
}
