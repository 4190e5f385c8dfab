using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>A workspace where every secret is a canary, and a check of everything that a run leaves behind.</summary>
internal sealed class LeakPlace : IAsyncDisposable
{
    public const string EndpointUser = "canary-Endpoint-User";
    public const string EndpointPassword = "canary-Endpoint-Password";
    public const string Passphrase = "canary Pässphrase+of/the:vault";
    public const string FilePassphrase = "canary Second?passphrase&in=a file";
    public const string AccessKey = "CANARYACCESSKEY00001";
    public const string SecretKey = "canarySecretKey/with+signs0123456789abcd";
    public const string Token = "canarySessionToken/with+signs==0123456789";
    public const string KeptAccessKey = "CANARYACCESSKEY00002";
    public const string KeptSecretKey = "canaryKeptSecret/with+signs0123456789abc";
    public const string SsoToken = "canarySsoAccessToken/with+signs==012345";
    public const string SsoRefreshToken = "canarySsoRefreshToken/with+signs==01234";
    public const string SsoClientSecret = "canarySsoClientSecret/with+signs==01234";
    public const string RenewedToken = "canaryRenewedAccessToken/with+signs==01";
    public const string RenewedRefreshToken = "canaryRenewedRefreshToken/with+signs==0";
    private const string Content = "canary-Content=of a secret/file+1";
    private const string VaultKept = "canary-Content-Before-It-Was-Edited";

    // The places where the user put secrets and where the SDKs keep sessions. All other files were written by the host.
    private static readonly string[] Given = ["work/secrets", "work/passphrase", "work/second-passphrase", "home/.aws"];

    private readonly TemporaryDirectory directory = new("leaks");
    private readonly Canaries canaries = new Canaries()
        .Add("passphrase", Passphrase).Add("second passphrase", FilePassphrase).Add("content", Content).Add("older content", VaultKept)
        .Add("access key", AccessKey).Add("secret key", SecretKey).Add("session token", Token)
        .Add("endpoint user", EndpointUser).Add("endpoint password", EndpointPassword)
        .Add("kept access key", KeptAccessKey).Add("kept secret key", KeptSecretKey)
        .Add("SSO access token", SsoToken).Add("SSO refresh token", SsoRefreshToken).Add("SSO client secret", SsoClientSecret)
        .Add("renewed access token", RenewedToken).Add("renewed refresh token", RenewedRefreshToken);

    private readonly Door door;

    private LeakPlace(S3Endpoint endpoint, Door door)
    {
        this.door = door;
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

    /// <summary>The exit codes so far.</summary>
    public HashSet<int> ExitCodes { get; } = [];

    public static async Task<LeakPlace> StartAsync(Door door = Door.Build)
    {
        S3Credential[] credentials = [new(AccessKey, SecretKey) { SessionToken = Token }, new(KeptAccessKey, KeptSecretKey)];
        return new LeakPlace(await S3Endpoint.StartAsync(new S3EndpointOptions { Credentials = credentials }), door);
    }

    public void UseStore(string storage)
    {
        Environment["TAZPOD_STORAGE"] = storage;
        Environment["TAZPOD_BUCKET"] = "canary-bucket";
        Environment["AWS_ENDPOINT_URL_S3"] = Endpoint.Url.ToString();
        Write(".tazpod/config.yaml", "vault:\n  retries: 0\n");
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

    /// <summary>Runs a target with maximal output, and asserts its exit code and that there is no canary anywhere.</summary>
    public Task RunAsync(int exitCode, string target, params string[] arguments) => RunAsync(exitCode, _ => Task.CompletedTask, target, arguments);

    /// <summary>The same, with an action that runs meanwhile.</summary>
    public Task RunAsync(int exitCode, Func<HostProcess, Task> meanwhile, string target, params string[] arguments) =>
        RunAsync(
            all => HostProcess.StartVerb(door, Path("."), Environment, [], target, all), exitCode, meanwhile, target, arguments);

    /// <summary>The same at a terminal, with a user.</summary>
    public Task RunAtTerminalAsync(int exitCode, Func<HostProcess, Task> person, string target, params string[] arguments) =>
        RunAsync(
            all => HostProcess.StartAtTerminal(Path("."), Environment, [$"--target={target}", .. all]), exitCode, person, target, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        directory.Dispose();
    }

    private async Task RunAsync(
        Func<string[], HostProcess> start,
        int exitCode,
        Func<HostProcess, Task> meanwhile,
        string target,
        string[] arguments)
    {
        string[] all = [.. arguments, .. target == "Login" ? Array.Empty<string>() : ["--secrets=secrets"], "--verbosity=diagnostic", "--result=result.json"];
        using var host = start(all);
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

    private IEnumerable<string> Files() => Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Where(file => !Given.Any(name => $"{file}/".StartsWith($"{directory.Combine(name.Split('/'))}/", StringComparison.Ordinal)));

    // A user who types a secret into a command line has exposed it there. No other place may contain it.
    private static string Without(string line, string[] arguments) =>
        arguments.Aggregate(line, (current, argument) => current.Replace(argument, "", StringComparison.Ordinal));

    // The command lines of all processes that work here, including child processes: every user can read them.
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
                    // It has exited meanwhile.
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
