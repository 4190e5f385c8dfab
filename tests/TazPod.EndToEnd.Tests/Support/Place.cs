using System.Security.Cryptography;
using TazPod.Testing;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>A new user's workspace: a directory, a home, some secrets, a passphrase file, an embedded store.</summary>
internal sealed class Place : IDisposable
{
    public const string Secret = "s3cr3t-value-of-the-token";
    public const string Passphrase = "correct horse battery staple";

    private readonly TemporaryDirectory directory = new("e2e");

    private readonly Door door;

    /// <param name="door">How verbs are run.</param>
    public Place(Door door = Door.Build)
    {
        this.door = door;
        Environment["HOME"] = Path("home");
        Environment["TAZPOD_STORAGE"] = "file:store";
        Environment["TAZPOD_PASSPHRASE_FILE"] = "passphrase";
        Write("secrets/token", Secret);
        Write("passphrase", Passphrase);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path("passphrase"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public Dictionary<string, string> Environment { get; } = [];

    public string VaultFile => Path(".tazpod/vault/vault.tar.aes");

    public string Path(string name) => directory.Combine(name.Split('/'));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
    }

    public string Read(string name) => File.ReadAllText(Path(name));

    public HostProcess Start(string target, params string[] arguments) =>
        Start(door, target, arguments);

    /// <summary>Starts a verb through a door.</summary>
    public HostProcess Start(Door by, string target, params string[] arguments) =>
        HostProcess.StartVerb(by, directory.Path, Environment, [], target, arguments);

    /// <summary>Starts a target through another command.</summary>
    public HostProcess StartBy(IReadOnlyList<string> wrapper, params string[] arguments) =>
        HostProcess.Start(directory.Path, Environment, wrapper, [$"--target={arguments[0]}", .. arguments[1..]]);

    public async Task<HostResult> RunAsync(string target, params string[] arguments)
    {
        using var host = Start(target, arguments);
        return await host.EndAsync();
    }

    /// <summary>Runs the command <c>tazvault</c>.</summary>
    public async Task<HostResult> RunToolAsync(params string[] arguments)
    {
        using var tool = HostProcess.StartTool(directory.Path, Environment, arguments);
        return await tool.EndAsync();
    }

    /// <summary>Runs the push of a door.</summary>
    public Task<HostResult> PushByAsync(Door door, bool isVerbose = false) => door == Door.Tool
        ? RunToolAsync(["push", .. isVerbose ? ["--verbose"] : Array.Empty<string>()])
        : RunAsync("PushVault", [.. isVerbose ? ["--verbosity=verbose"] : Array.Empty<string>()]);

    /// <summary>Runs a target that must succeed.</summary>
    public async Task<HostResult> DoAsync(string target, params string[] arguments)
    {
        var result = await RunAsync(target, arguments);
        Assert.True(result.ExitCode == 0, $"{target}: exit code {result.ExitCode}\n{result.All}");
        return result;
    }

    /// <summary>A workspace with a pushed vault.</summary>
    public static async Task<Place> PushedAsync(Door door = Door.Build)
    {
        var place = new Place(door);
        await place.DoAsync("SetupStorage");
        await place.DoAsync("SaveVault", "--secrets=secrets");
        await place.DoAsync("PushVault");
        return place;
    }

    /// <summary>Every file with a hash of its content, except locks, which record their last holder.</summary>
    public string Snapshot() => string.Join('\n', Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Where(file => !System.IO.Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));

    public void Dispose() => directory.Dispose();
}
