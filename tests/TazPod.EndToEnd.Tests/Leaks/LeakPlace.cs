using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>A workspace where every secret is a canary, and a watch over everything that a run leaves.</summary>
internal sealed class LeakPlace : IAsyncDisposable
{
    public const string EndpointUser = "canary-Endpoint-User";
    public const string EndpointPassword = "canary-Endpoint-Password";
    private const string Passphrase = "canary Pässphrase+of/the:vault";
    private const string FilePassphrase = "canary Second?passphrase&in=a file";
    private const string Content = "canary-Content=of a secret/file+1";
    private const string VaultKept = "canary-Content-Before-It-Was-Edited";
    private const string AccessKey = "CANARYACCESSKEY00001";
    private const string SecretKey = "canarySecretKey/with+signs0123456789abcd";
    private const string Token = "canarySessionToken/with+signs==0123456789";

    // What the user put there; everything else was written by the host.
    private static readonly string[] Given = ["secrets", "passphrase", "second-passphrase", "config-with-user-info"];

    private readonly TemporaryDirectory directory = new("leaks");
    private readonly Canaries canaries = new Canaries()
        .Add("passphrase", Passphrase).Add("second passphrase", FilePassphrase).Add("content", Content).Add("older content", VaultKept)
        .Add("access key", AccessKey).Add("secret key", SecretKey).Add("session token", Token)
        .Add("endpoint user", EndpointUser).Add("endpoint password", EndpointPassword);

    private LeakPlace(S3Endpoint endpoint)
    {
        Endpoint = endpoint;
        foreach (var name in new[] { "work", "home", "temp" })
            Directory.CreateDirectory(directory.Combine(name));
        Environment["HOME"] = directory.Combine("home");
        Environment["TMPDIR"] = directory.Combine("temp");
        Environment["DOTNET_EnableDiagnostics"] = "0";
        Environment["TAZPOD_PASSPHRASE"] = Passphrase;
        Environment["AWS_ACCESS_KEY_ID"] = AccessKey;
        Environment["AWS_SECRET_ACCESS_KEY"] = SecretKey;
        Environment["AWS_SESSION_TOKEN"] = Token;
        Write("secrets/token", VaultKept);
        Write("passphrase", Passphrase);
        Write("second-passphrase", FilePassphrase);
    }

    public S3Endpoint Endpoint { get; }

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Exit codes that were seen.</summary>
    public HashSet<int> ExitCodes { get; } = [];

    public static async Task<LeakPlace> StartAsync()
    {
        var credential = new S3Credential(AccessKey, SecretKey) { SessionToken = Token };
        return new LeakPlace(await S3Endpoint.StartAsync(new S3EndpointOptions { Credentials = [credential] }));
    }

    public string Path(string name) => System.IO.Path.Combine(directory.Path, "work", name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void EditSecrets()
    {
        Write("secrets/token", Content);
        Write("secrets/prod.env", $"TOKEN='{Content}'\n");
    }

    /// <summary>Runs a target as loud as it can be, and asserts how it ends and that no canary is anywhere.</summary>
    public Task RunAsync(int exitCode, string target, params string[] arguments) => RunAsync(exitCode, _ => Task.CompletedTask, target, arguments);

    /// <summary>The same, with something that happens while it runs.</summary>
    public async Task RunAsync(int exitCode, Func<HostProcess, Task> meanwhile, string target, params string[] arguments)
    {
        string[] all = [.. arguments, "--secrets=secrets", "--verbosity=diagnostic", "--result=result.json"];
        using var host = HostProcess.Start(Path("."), Environment, [$"--target={target}", .. all]);
        using var watched = new CancellationTokenSource();
        var watch = Task.Run(() => CommandLines(watched.Token));
        await meanwhile(host);
        var result = await host.EndAsync();
        await watched.CancelAsync();

        var found = canaries.FoundIn("the output", result.Output)
            .Concat(canaries.FoundIn("the errors", result.Error))
            .Concat(Files().SelectMany(file => canaries.FoundIn(file, File.ReadAllBytes(file)).Concat(canaries.FoundIn("a name", file))))
            .Concat((await watch).SelectMany(line => canaries.FoundIn("a command line", Without(line, arguments))))
            .ToList();
        Assert.True(found.Count == 0, $"{target} {string.Join(' ', arguments)}: {string.Join(", ", found)}");
        Assert.True(exitCode == result.ExitCode, $"{target} {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.All}");
        ExitCodes.Add(exitCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        directory.Dispose();
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Where(file => !Given.Contains(System.IO.Path.GetRelativePath(Path("."), file).Split(System.IO.Path.DirectorySeparatorChar)[0]));

    // Whoever types a secret into a command line has shown it there; every other place is ours to keep it out of.
    private static string Without(string line, string[] arguments) =>
        arguments.Aggregate(line, (current, argument) => current.Replace(argument, "", StringComparison.Ordinal));

    // All processes that work here, whatever started them: arguments are for everybody to read.
    private HashSet<string> CommandLines(CancellationToken ended)
    {
        var seen = new HashSet<string>();
        while (OperatingSystem.IsLinux() && !ended.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50)))
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(IsHere))
            {
                try
                {
                    seen.Add(File.ReadAllText($"{process}/cmdline"));
                }
                catch (IOException)
                {
                    // It ended meanwhile.
                }
            }
        }

        return seen;
    }

    private bool IsHere(string process)
    {
        try
        {
            return char.IsDigit(System.IO.Path.GetFileName(process)[0])
                && Directory.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName.StartsWith(directory.Path, StringComparison.Ordinal) == true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
