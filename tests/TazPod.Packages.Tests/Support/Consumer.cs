using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Testing.S3;

namespace TazPod.Packages.Tests.Support;

/// <summary>A user's repository for one test. It only has our packages.</summary>
internal sealed class Consumer : IDisposable
{
    public const string Secret = "canary-Secret-of-the-consumer";
    public const string Passphrase = "canary Passphrase of the consumer";
    public const string Bucket = "consumers-vault";

    private static readonly string[] NotOurs = ["AWS_", "TAZPOD_", "MSBUILD", "DOTNET_CLI_UI"];

    private readonly TemporaryDirectory directory = new("consumer");

    public Consumer(Feed feed)
    {
        Environment["HOME"] = feed.Home;
        Environment["DOTNET_CLI_HOME"] = feed.Home;
        Environment["NUGET_PACKAGES"] = feed.Cache;
        Environment["NO_COLOR"] = "1";
        Environment["DOTNET_NOLOGO"] = "1";
        Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        Environment["MSBUILDDISABLENODEREUSE"] = "1";
        Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        Write("nuget.config", feed.NuGetConfig);
        Write("secrets/token", Secret);
        Write("passphrase", Passphrase);
    }

    public Dictionary<string, string> Environment { get; } = [];

    public string VaultFile => Path(".tazpod/vault/vault.tar.aes");

    public string Path(string name) => directory.Combine(name.Split('/'));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Stores the vault in a directory beside the project, or on this endpoint.</summary>
    public Consumer Use(S3Endpoint? endpoint)
    {
        if (endpoint is null)
        {
            Environment["TAZPOD_STORAGE"] = $"file:{Path("store")}";
            return this;
        }

        Environment["TAZPOD_BUCKET"] = Bucket;
        Environment["AWS_ENDPOINT_URL_S3"] = endpoint.Url.ToString();
        Environment["AWS_ACCESS_KEY_ID"] = endpoint.AccessKey;
        Environment["AWS_SECRET_ACCESS_KEY"] = endpoint.SecretKey;
        return this;
    }

    /// <summary>Runs dotnet here and returns its result.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(_ => Task.CompletedTask, arguments);

    /// <summary>Runs dotnet here, runs an action meanwhile, and returns its result.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(Func<TestProcess, Task> meanwhile, params string[] arguments)
    {
        // If the tests run in the background of a shell, their children inherit ignored signals.
        string[] command = [.. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : Array.Empty<string>(), "dotnet", .. arguments];
        using var process = TestProcess.Start(new TestCommand(command[0], command[1..])
        {
            Directory = directory.Path,
            Environment = Environment,
            Inherits = name => !NotOurs.Any(name.StartsWith),
        });
        await meanwhile(process);
        var end = await process.EndAsync();
        return (end.ExitCode, $"{end.Output}\n{end.Error}");
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}: exit code {exitCode}\n{output}");
        return output;
    }

    public void Dispose() => directory.Dispose();
}
