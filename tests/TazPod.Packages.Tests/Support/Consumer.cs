using System.Runtime.CompilerServices;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Testing.S3;
using TazPod.Vault;
using TazPod.Vault.Settings;

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

    /// <summary>Adds the files of an example of this repository.</summary>
    public Consumer CopyExample(string name)
    {
        var example = System.IO.Path.Combine(Examples(), name);
        foreach (var file in Directory.EnumerateFiles(example, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(example, file)))
        {
            // Those of a user who built it there.
            if (file.Split(System.IO.Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "tools"))
                Write(file.Replace('\\', '/'), File.ReadAllText(System.IO.Path.Combine(example, file)));
        }

        return this;
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

    /// <summary>Pushes the secrets to a store as in <see cref="Use"/>, from another workspace.</summary>
    public async Task PushAsync(S3Endpoint? endpoint = null)
    {
        var service = VaultService.Open(new VaultSettings
        {
            Storage = endpoint is null ? StorageLocation.InDirectory(Path("store")) : StorageLocation.S3,
            Bucket = endpoint is null ? VaultSettings.DefaultBucket : Bucket,
            Endpoint = endpoint?.Url,
            AccessKeyId = endpoint?.AccessKey,
            SecretAccessKey = endpoint?.SecretKey,
            VaultFile = Path("other.tar.aes"),
            SecretsDirectory = Path("secrets"),
            PassphraseFile = Path("passphrase"),
        });
        await service.SetupStorageAsync();
        await service.SaveAsync();
        await service.PushAsync();
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

    private static string Examples([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "examples");
}
