using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TazPod.Testing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod.Tests.Support;

/// <summary>A workspace with an embedded store, and a build with the vault tasks on Cake's fakes. Every run creates a new host.</summary>
internal sealed class Workbench : IDisposable
{
    public const string Secret = "hunter2-is-the-secret";
    public const string PassphraseText = "correct-horse-battery";

    private readonly TemporaryDirectory directory = new("door");

    public Workbench()
    {
        Environment.WorkingDirectory = directory.Path;
        Environment.SetEnvironmentVariable("HOME", Path("home"));
        Environment.SetEnvironmentVariable("TAZPOD_STORAGE", "file:store");
        Environment.SetEnvironmentVariable("TAZPOD_SECRETS", "secrets");
        Environment.SetEnvironmentVariable("TAZPOD_VAULT_FILE", "vault.tar.aes");
        Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", PassphraseText);
        Directory.CreateDirectory(Path("secrets"));
        Write("secrets/token", Secret);
    }

    public FakeEnvironment Environment { get; } = FakeEnvironment.CreateUnixEnvironment();

    public FakeTimeProvider Time { get; } = Clock();

    public Terminal Terminal { get; set; } = Terminal.None;

    public Func<VaultSettings, VaultSettings>? Configure { get; set; }

    /// <summary>The console of a host with our own log; null for a host with a log that only records.</summary>
    public IConsole? Console { get; set; }

    public Action<CakeHost> Prepare { get; set; } = _ => { };

    /// <summary>The log of the last run.</summary>
    public FakeLog Log { get; private set; } = new();

    /// <summary>The lines that are shown at the last run's verbosity, without the errors.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Log.Entries.Where(entry => entry.Level > LogLevel.Error && entry.Verbosity <= Log.Verbosity)
            .SelectMany(entry => entry.Message.Split(System.Environment.NewLine)),
    ];

    /// <summary>The single error line of the last run.</summary>
    public string Error => Assert.Single(
        Log.Entries, entry => entry.Level <= LogLevel.Error && entry.Message.StartsWith("Error: ", StringComparison.Ordinal)).Message;

    public static FakeTimeProvider Clock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 21, 0, 0, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test"));
        return time;
    }

    public string Path(string name) => directory.Combine(name.Split('/'));

    public void Write(string name, string text) => File.WriteAllText(Path(name), text);

    public string Read(string name) => File.ReadAllText(Path(name));

    public int Run(string target, params string[] arguments)
    {
        Log = new FakeLog();
        var host = new CakeHost().ConfigureServices(services => services
            .AddSingleton<ICakeEnvironment>(Environment)
            .AddSingleton<TimeProvider>(Time));
        host.ConfigureServices(services => _ = Console is null
            ? services.AddSingleton<ICakeLog>(Log).AddSingleton<ICakeReportPrinter, SilentReportPrinter>()
            : services.AddSingleton(Console));
        Prepare(host);
        host.UseTazPod().ConfigureServices(services => services.AddSingleton(Terminal));
        return host.RunTazPod([$"--target={target}", .. arguments], Configure);
    }

    /// <summary>Runs targets that must succeed, one second apart.</summary>
    public Workbench Do(params string[] targets)
    {
        foreach (var target in targets)
        {
            Assert.Equal(0, Run(target));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        return this;
    }

    /// <summary>Every file in the workspace except locks, with a hash of its content.</summary>
    public string Snapshot() => string.Join('\n', Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Where(file => !System.IO.Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    public void Dispose() => directory.Dispose();
}
