using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;
using static TazPod.EndToEnd.Tests.Support.Sources;

namespace TazPod.EndToEnd.Tests;

/// <summary>The examples that unlock a vault before a program starts. The image and the pod are only read, since neither Docker nor Kubernetes is
/// where these tests run.</summary>
public sealed class StartExampleTests
{
    private const string Container = "examples/container";
    private static readonly string[] Instructions = ["FROM", "ARG", "ADD", "RUN", "COPY", "USER", "ENV", "ENTRYPOINT", "CMD"];

    [Fact]
    public async Task The_entry_point_of_the_image_unlocks_the_vault_and_becomes_the_program()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the image is for Linux");
        using var place = await Place.PushedAsync();
        place.Write("bin/tazvault", ToolRelease.Script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.Path("bin/tazvault"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        place.Environment["PATH"] = $"{place.Path("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        place.Environment["TAZPOD_SECRETS"] = place.Path("run/secrets");
        place.Environment["TAZPOD_VAULT_FILE"] = place.Path("run/vault.tar.aes");

        var started = await StartAsync(place, "cat", "run/secrets/token");
        place.Environment["TAZPOD_STORAGE"] = "file:nowhere";
        place.Environment["TAZPOD_VAULT_FILE"] = place.Path("run/none.tar.aes");
        var refused = await StartAsync(place, "echo", "started");

        Assert.Equal((0, Place.Secret), (started.ExitCode, started.Output));
        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
    }

    [Fact]
    public void The_image_has_only_files_and_arguments_that_exist()
    {
        var lines = File.ReadAllText(InRepository($"{Container}/Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(lines, line => Assert.Contains(line[0], Instructions));
        var arguments = lines.Where(line => line[0] == "ARG").Select(line => line[1]);

        Assert.Equal(["RELEASES", "SHA256", "VERSION"], arguments.Order(StringComparer.Ordinal));
        var download = Assert.Single(lines, line => line[0] == "ADD");
        Assert.Equal("--checksum=sha256:${SHA256}", download[1]);
        Assert.Equal("${RELEASES}/v${VERSION}/tazvault-${VERSION}-linux-x64.tar.gz", download[2]);
        Assert.All(
            lines.Where(line => line[0] == "COPY" && !line[1].StartsWith("--", StringComparison.Ordinal)),
            line => Assert.True(File.Exists(InRepository($"{Container}/{line[1]}"))));
        Assert.Equal(["ENTRYPOINT", "[\"start.sh\"]"], Assert.Single(lines, line => line[0] == "ENTRYPOINT"));
    }

    [Fact]
    public void The_pod_has_its_secrets_in_memory_before_the_program_starts()
    {
        var spec = Map(Node(Read("examples/kubernetes/pod.yaml"), "spec"));
        var volumes = Maps(spec["volumes"]).ToDictionary(volume => (string)volume["name"]);
        var vault = Assert.Single(Maps(spec["initContainers"]));
        var app = Assert.Single(Maps(spec["containers"]));
        var command = ((List<object>)vault["command"]).Cast<string>().ToList();

        Assert.Equal("Memory", Node(VolumeOf(vault, Option("secrets")), "emptyDir", "medium"));
        Assert.Equal("Memory", Node(VolumeOf(vault, Option("vault-file")), "emptyDir", "medium"));
        Assert.Equal("vault-passphrase", Node(VolumeOf(vault, Option("passphrase-file")), "secret", "secretName"));
        Assert.Same(VolumeOf(vault, Option("secrets")), VolumeOf(app, Option("secrets")));
        Assert.Equal("true", Node(spec, "securityContext", "runAsNonRoot"));

        string Option(string name) => Assert.Single(command, word => word.StartsWith($"--{name}=", StringComparison.Ordinal)).Split('=')[1];

        object VolumeOf(Dictionary<object, object> container, string path) =>
            volumes[(string)Assert.Single(Maps(container["volumeMounts"]), mount => path.StartsWith($"{mount["mountPath"]}/", StringComparison.Ordinal))["name"]];
    }

    [Fact]
    public async Task Systemd_understands_every_line_of_the_unit()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed");
        using var place = new Place();
        // It also checks that the program exists.
        place.Write("app.service", File.ReadAllText(InRepository("examples/systemd/app.service")).Replace("/usr/local/bin/tazvault", "/usr/bin/env", StringComparison.Ordinal));
        place.Write("other.service", place.Read("app.service").Replace("LoadCredential=", "LoadCredentail=", StringComparison.Ordinal));

        Assert.Equal("", await ObjectionsAsync("app.service"));
        Assert.Contains("LoadCredentail", await ObjectionsAsync("other.service"), StringComparison.Ordinal);

        async Task<string> ObjectionsAsync(string unit)
        {
            var end = await new TestCommand("systemd-analyze", "verify", "--man=no", place.Path(unit)).RunAsync(TestContext.Current.CancellationToken);
            return string.Join('\n', end.Error.Split('\n').Where(line => line.Contains(unit, StringComparison.Ordinal)));
        }
    }

    private static Task<ProcessEnd> StartAsync(Place place, params string[] program) => new TestCommand("sh", [InRepository($"{Container}/start.sh"), .. program])
    {
        Directory = place.Path(""),
        Environment = place.Environment,
        Inherits = name => name is "DOTNET_ROOT",
    }.RunAsync(TestContext.Current.CancellationToken);
}
