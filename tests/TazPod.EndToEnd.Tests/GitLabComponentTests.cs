using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;
using static TazPod.EndToEnd.Tests.Support.Sources;

namespace TazPod.EndToEnd.Tests;

/// <summary>The scripts of the component in <c>templates</c>, as a runner runs them.</summary>
public sealed class GitLabComponentTests : IAsyncLifetime
{
    private readonly Dictionary<string, string> inputs = [];
    private Place place = null!;
    private ToolRelease release = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the release of these tests is for Linux");
        place = await Place.PushedAsync();
        release = await ToolRelease.StartAsync("linux-x64");
        Directory.CreateDirectory(place.Path("project"));
        place.Environment.Remove("TAZPOD_PASSPHRASE_FILE");
        place.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        place.Environment["TAZPOD_STORAGE"] = $"file:{place.Path("store")}";
        place.Environment["GITLAB_CI"] = "true";
        place.Environment["CI_PROJECT_DIR"] = place.Path("project");
        place.Environment["VAULT_PASSPHRASE_FILE"] = place.Path("passphrase");
        inputs["version"] = ToolRelease.Version;
        inputs["sha256"] = release.Sha256;
        inputs["releases"] = release.Url;
    }

    [Fact]
    public async Task The_job_has_the_secrets_and_the_command_until_it_ends()
    {
        var job = Job();

        var end = await ShellAsync(job, $"{Script(job, "before_script")}\ncat secrets/token\ntazvault status --secrets=secrets");
        Assert.True(end.ExitCode == 0, end.Error);
        Assert.Contains(Place.Secret, end.Output, StringComparison.Ordinal);
        end = await ShellAsync(job, Script(job, "after_script"));

        Assert.True(end.ExitCode == 0, end.Error);
        Assert.False(Directory.Exists(place.Path("project/secrets")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("project.tmp")));
    }

    [Theory]
    [InlineData("sha256", "0000")]
    [InlineData("version", "0.0.0")]
    public async Task Another_file_than_the_one_with_the_checksum_is_not_run(string input, string value)
    {
        inputs[input] = value;
        var job = Job();

        var end = await ShellAsync(job, $"{Script(job, "before_script")}\necho started");

        Assert.Equal(1, end.ExitCode);
        Assert.DoesNotContain("started", end.Output, StringComparison.Ordinal);
        if (input == "sha256")
            Assert.Contains($"is {release.Sha256}, not 0000", end.Error, StringComparison.Ordinal);
        end = await ShellAsync(job, Script(job, "after_script"));
        Assert.True(end.ExitCode == 0, end.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("project.tmp")));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (release is not null)
            await release.DisposeAsync();
        place?.Dispose();
    }

    // GitLab puts the inputs into the text of the second document, which the first one describes.
    private Dictionary<object, object> Job()
    {
        var text = File.ReadAllText(InRepository("templates/vault.yml"));
        foreach (var (name, description) in Map(Node(Documents(text)[0], "spec", "inputs")))
            text = text.Replace($"$[[ inputs.{name} ]]", inputs.TryGetValue((string)name, out var given) ? given : (string)Map(description)["default"], StringComparison.Ordinal);
        Assert.DoesNotContain("$[[", text, StringComparison.Ordinal);
        return Map(Node(Documents(text)[1], ".vault"));
    }

    private static string Script(Dictionary<object, object> job, string name) => string.Join('\n', ((List<object>)job[name]).Cast<string>());

    private Task<ProcessEnd> ShellAsync(Dictionary<object, object> job, string script)
    {
        var environment = new Dictionary<string, string>(place.Environment);
        foreach (var (name, value) in Map(job["variables"]))
            environment[(string)name] = ((string)value).Replace("$VAULT_PASSPHRASE_FILE", place.Environment["VAULT_PASSPHRASE_FILE"], StringComparison.Ordinal);
        place.Write("script.sh", script);
        return new TestCommand("sh", "-e", place.Path("script.sh"))
        {
            Directory = place.Path("project"),
            Environment = environment,
            Inherits = name => name is "DOTNET_ROOT",
        }.RunAsync(TestContext.Current.CancellationToken);
    }
}
