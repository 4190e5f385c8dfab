using System.Formats.Tar;
using System.IO.Compression;
using TazPod.Packages.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.Processes;

namespace TazPod.Packages.Tests;

/// <summary>The target <c>Publish</c> compiles <c>tazvault</c> to one file that is the same wherever it is compiled, and that runs where there is
/// nothing but the C library, OpenSSL and a source of random numbers. It is in the package that a .NET tool of this system is installed from.</summary>
public sealed class NativeToolTests(Feed feed)
{
    private const string Tool = "tazvault";
    private const string Switch = "TAZPOD_TEST_NATIVE";

    // What the file is linked with, and what it loads when it runs.
    private static readonly string[] Libraries = ["libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "libssl.so.3", "libcrypto.so.3"];

    // The first is where the file looks for the loader.
    private static readonly string[] LibraryFolders = ["/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"];

    [Fact]
    public async Task Two_clones_publish_the_same_archive_and_its_command_runs_without_dotnet()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Switch) == "1", $"compiles everything twice, which takes ten minutes: set {Switch}=1");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can change the root directory, on Linux");
        Assert.SkipUnless(Has("clang") || Has("gcc"), "there is no linker");
        Assert.SkipUnless(Libraries.All(library => Find(library) is not null), "the libraries of Debian on x64 are not here");
        var repository = ReproducibleTests.Root();
        Assert.SkipUnless(repository is not null, "these sources are not a git repository");
        using var directory = new TemporaryDirectory("native");

        var one = await PublishAsync(repository, directory.Combine("one"));
        var other = await PublishAsync(repository, directory.Combine("elsewhere", "two"));

        foreach (var pattern in new[] { "*.tar.gz", "*.nupkg" })
            Assert.True(File.ReadAllBytes(Made(one, pattern)).AsSpan().SequenceEqual(File.ReadAllBytes(Made(other, pattern))), $"{pattern} differs");
        await RunWithoutDotNetAsync(directory, Unpack(Made(one, "*.tar.gz"), directory.Combine("unpacked")));
        await InstallAsync(await PackAsync(directory.Combine("one")), directory);
    }

    // The native file is what runs, whichever way it is installed.
    private async Task InstallAsync(string packages, TemporaryDirectory directory)
    {
        using var consumer = new Consumer(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } }.Use(null);
        await consumer.PushAsync();
        foreach (var variable in new[] { "HOME", "DOTNET_CLI_HOME", "NUGET_PACKAGES" })
            consumer.Environment[variable] = directory.Combine("empty", variable);
        consumer.Write("nuget.config", $"<configuration><packageSources><clear /><add key=\"native\" value=\"{packages}\" /></packageSources></configuration>");
        consumer.Write(
            ".config/dotnet-tools.json",
            $$"""{ "version": 1, "isRoot": true, "tools": { "tazpod.tool": { "version": "{{Feed.Version}}", "commands": ["tazvault"] } } }""");

        await consumer.DoAsync("tool", "install", "TazPod.Tool", "--global");
        await consumer.DoAsync("tool", "restore");
        await consumer.DoAsync("tool", "run", Tool, "pull");
        var push = await consumer.DoAsync("dnx", "--yes", "TazPod.Tool", "push");

        Assert.Contains("unchanged", push, StringComparison.Ordinal);
        foreach (var variable in new[] { "DOTNET_CLI_HOME", "NUGET_PACKAGES" })
        {
            Assert.NotEmpty(Directory.GetFiles(directory.Combine("empty", variable), Tool, SearchOption.AllDirectories));
            Assert.Empty(Directory.GetFiles(directory.Combine("empty", variable), $"{Tool}.dll", SearchOption.AllDirectories));
        }
    }

    private static async Task<string> PackAsync(string clone)
    {
        await DoAsync("dotnet", clone, "build/bin/Release/net10.0/TazPod.Build.dll", "--target=Pack", "--native");
        return Path.Combine(clone, "artifacts", "packages");
    }

    private static string Made(string folder, string pattern) => Assert.Single(Directory.GetFiles(folder, pattern));

    private static async Task<string> PublishAsync(string repository, string clone)
    {
        await DoAsync("git", repository, "clone", "--quiet", repository, clone);
        await DoAsync("dotnet", clone, "build", "build/Build.csproj", "--configuration", "Release", "-p:RunAnalyzers=false", "-nologo", "-verbosity:quiet", "-nodeReuse:false");
        await DoAsync("dotnet", clone, "build/bin/Release/net10.0/TazPod.Build.dll", "--target=Publish");
        var folder = Path.Combine(clone, "artifacts", "publish");
        await DoAsync("sha256sum", folder, "--check", "--strict", "SHA256SUMS");
        return folder;
    }

    private static string Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using var content = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(content, folder, overwriteFiles: false);
        var root = Assert.Single(Directory.GetDirectories(folder));
        Assert.Equal(Path.GetFileName(archive), $"{Path.GetFileName(root)}.tar.gz");
        Assert.Equal(
            ["LICENSE", "completions/_tazvault", "completions/tazvault.bash", "completions/tazvault.fish", Tool, "tazvault.1"],
            Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal));
        return Path.Combine(root, Tool);
    }

    private static async Task RunWithoutDotNetAsync(TemporaryDirectory directory, string tool)
    {
        Assert.InRange(new FileInfo(tool).Length, 1, 18 << 20);
        var root = directory.Combine("root");
        Copy(tool, Path.Combine(root, Tool));
        foreach (var library in Libraries)
            Copy(Find(library)!, root + Find(library));
        foreach (var folder in new[] { "dev", "home/secrets" })
            Directory.CreateDirectory(Path.Combine(root, folder));
        await DoAsync("mknod", root, "-m", "666", "dev/urandom", "c", "1", "9");
        await File.WriteAllTextAsync(Path.Combine(root, "home", "secrets", "token"), "s3cr3t");

        foreach (var command in new[] { "setup", "save", "push", "ls", "bootstrap --secrets=/home/unlocked --vault-file=/home/there/vault.tar.aes" })
        {
            var end = await new TestCommand("chroot", [root, $"/{Tool}", .. command.Split(' ')])
            {
                Inherits = name => name == "PATH",
                Environment = new Dictionary<string, string>
                {
                    ["HOME"] = "/home",
                    ["TAZPOD_STORAGE"] = "file:/home/store",
                    ["TAZPOD_PASSPHRASE"] = "correct horse battery staple",
                    ["TAZPOD_SECRETS"] = "/home/secrets",
                    ["TAZPOD_VAULT_FILE"] = "/home/here/vault.tar.aes",
                },
            }.RunAsync(TestContext.Current.CancellationToken);
            Assert.True(end.ExitCode == 0, $"{command}: {end.ExitCode}\n{end.Output}\n{end.Error}");
        }

        Assert.Equal("s3cr3t", await File.ReadAllTextAsync(Path.Combine(root, "home", "unlocked", "token")));
    }

    private static void Copy(string file, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    private static string? Find(string library) =>
        LibraryFolders.Select(folder => Path.Combine(folder, library)).FirstOrDefault(File.Exists);

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Task<string> DoAsync(string program, string directory, params string[] arguments) =>
        new TestCommand(program, arguments) { Directory = directory, Patience = TimeSpan.FromMinutes(20) }.DoAsync(TestContext.Current.CancellationToken);
}
