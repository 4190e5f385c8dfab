using Cake.Core;
using Cake.Frosting.TazPod.Internal;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(2, "TAZPOD1001", "PushVault", "--retention=0")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--retention=abc")]
    [InlineData(2, "TAZPOD1001", "PullVault", "--index=-1")]
    [InlineData(2, "TAZPOD1001", "PullVault", "--index=0")]
    [InlineData(2, "TAZPOD1001", "PullVault", "--at=yesterday")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--storage=ftp:x")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--bucket")]
    [InlineData(2, "TAZPOD1002", "PushVault", "--retenton=3")]
    [InlineData(2, "TAZPOD1002", "SaveVault", "--passphrase=x")]
    [InlineData(2, "TAZPOD1002", "PruneHistory", "--dry-run", "--retention=1")]
    [InlineData(2, "TAZPOD1002", "PruneHistory", "--retenshun=1")]
    [InlineData(2, "TAZPOD1002", "PruneHistory", "--keep=1")]
    [InlineData(2, "TAZPOD1002", "PruneHistory", "-n", "--retention=1")]
    [InlineData(2, "TAZPOD1002", "PushVault", "--configuration=Release")]
    [InlineData(2, "TAZPOD1002", "VaultStatus", "--bogus")]
    [InlineData(2, "TAZPOD1004", "PushVault", "--plan")]
    [InlineData(2, "TAZPOD1004", "PullVault", "--index=1", "--at=20260520T210000")]
    [InlineData(2, "TAZPOD1007", "UnlockVault", "--secrets=/")]
    [InlineData(3, "TAZPOD2003", "PullVault", "--index=99")]
    [InlineData(3, "TAZPOD6001", "PushVault", "--vault-file=none")]
    [InlineData(3, "TAZPOD6001", "UnlockVault", "--vault-file=none")]
    [InlineData(3, "TAZPOD6002", "SaveVault", "--secrets=none")]
    public void Bad_input_is_one_line_with_its_code_and_changes_nothing(int exitCode, string code, string target, params string[] arguments)
    {
        using var bench = new Workbench { Prepare = host => host.UseOwnArguments() };
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        var before = bench.Snapshot();

        Assert.Equal(exitCode, bench.Run(target, arguments));

        Assert.StartsWith($"Error: {code}: ", bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', bench.Error);
        Assert.Equal(before, bench.Snapshot());
    }

    [Fact]
    public void A_missing_bucket_is_3()
    {
        using var bench = new Workbench();
        bench.Do("SaveVault");

        Assert.Equal(3, bench.Run("PushVault"));
        Assert.StartsWith("Error: TAZPOD2001: ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_pushed_yet_is_3()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage");

        Assert.Equal(3, bench.Run("PullVault"));
        Assert.StartsWith("Error: TAZPOD2002: ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_passphrase_is_6_and_a_missing_one_is_2()
    {
        using var bench = new Workbench();
        bench.Do("SaveVault");

        bench.Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", "another");
        Assert.Equal(6, bench.Run("UnlockVault", "--secrets=other"));
        Assert.StartsWith("Error: TAZPOD3001: ", bench.Error, StringComparison.Ordinal);

        bench.Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", "");
        Assert.Equal(2, bench.Run("UnlockVault", "--secrets=other"));
        Assert.StartsWith("Error: TAZPOD1005: ", bench.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bench.Path("other")));
    }

    [Fact]
    public void A_push_over_an_unseen_change_is_5()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        bench.Write("secrets/token", "mine");
        bench.Environment.SetEnvironmentVariable("TAZPOD_VAULT_FILE", "mine.tar.aes");
        bench.Do("SaveVault");

        Assert.Equal(5, bench.Run("PushVault"));
        Assert.StartsWith("Error: TAZPOD4001: ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_cannot_be_reached_is_7()
    {
        using var bench = new Workbench
        {
            Configure = settings => settings with { AccessKeyId = "key", SecretAccessKey = "secret-value", Retries = 0 },
        };
        bench.Do("SaveVault");

        Assert.Equal(7, bench.Run("PushVault", "--storage=s3", "--endpoint=http://127.0.0.1:1"));
        Assert.StartsWith("Error: TAZPOD2004: ", bench.Error, StringComparison.Ordinal);
        Assert.Contains(bench.Log.Entries, entry => entry.Message == "credentials: keys in the settings");
        Assert.DoesNotContain(bench.Log.Entries, entry => entry.Message.Contains("secret-value", StringComparison.Ordinal));
    }

    [Fact]
    public void A_defect_is_1_with_its_own_code()
    {
        using var bench = Crashing(new InvalidOperationException("boom"));

        Assert.Equal(1, bench.Run("Crash"));
        Assert.StartsWith(
            "Error: TAZPOD9001: Crash failed unexpectedly: InvalidOperationException: boom. ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_failure_determines_the_exit_code()
    {
        using var bench = Crashing(VaultErrors.DiskFull.With("the disk is full"));

        Assert.Equal(8, bench.Run("Crash", "--target=PushVault"));
        Assert.Equal("Error: TAZPOD6004: the disk is full.", bench.Error);
    }

    [Fact]
    public void A_refusal_of_cake_keeps_the_exit_code_of_cake()
    {
        using var bench = new Workbench();

        Assert.Equal(1, bench.Run("NoSuchTarget"));
    }

    [Theory]
    [InlineData("TAZPOD1001: --bucket is given without a value", "--bucket=")]
    [InlineData("TAZPOD1001: --bogus is given without a value", "--bogus=")]
    [InlineData("TAZPOD1001: -v is given without a value", "-v")]
    [InlineData("TAZPOD1001: --target is given without a value", "--target", "--plan")]
    [InlineData("TAZPOD1001: verbosity 'loud' from --verbosity is not allowed", "--verbosity=loud")]
    [InlineData("TAZPOD1001: verbosity 'loud' from -v is not allowed", "-v", "loud")]
    [InlineData("TAZPOD1002: unknown argument -retention", "-retention=3")]
    [InlineData("TAZPOD1002: arguments after -- are not read", "--", "--plan")]
    [InlineData("TAZPOD1002: there is a word on the command line", "--plan", "true", "s3cr3t")]
    public void A_command_line_that_cannot_be_read_is_one_line_and_2(string message, params string[] arguments)
    {
        using var bench = new Workbench();
        var (exitCode, error) = Unread(bench, arguments);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"Error: {message}", error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain("s3cr3t", error, StringComparison.Ordinal);
        Assert.Empty(bench.Log.Entries);
    }

    [Theory]
    [InlineData("--index", "-1")]
    [InlineData("--index=1", "-v", "d", "-e")]
    [InlineData("--result:result.json", "--force", "true")]
    [InlineData("-ev", "quiet")]
    public void A_command_line_that_cake_can_read_is_left_to_it(params string[] arguments) => Assert.Null(CommandLine.Objection(arguments));

    [Fact]
    public void A_command_line_that_only_cake_refuses_is_2_as_well()
    {
        using var bench = new Workbench();

        Assert.Equal(2, bench.Run("PushVault", "--tree=x"));
    }

    [Fact]
    public void A_host_that_runs_without_RunTazPod_ends_with_the_exit_code_of_cake()
    {
        using var bench = new Workbench();
        var host = new CakeHost().UseTazPod().ConfigureServices(services => services
            .AddSingleton<Core.Diagnostics.ICakeLog>(bench.Log)
            .AddSingleton<ICakeEnvironment>(bench.Environment)
            .AddSingleton<ICakeReportPrinter, SilentReportPrinter>());

        Assert.Equal(1, host.Run(["--target=PushVault"]));
        Assert.StartsWith("Error: TAZPOD6001: ", bench.Error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Error) Unread(Workbench bench, string[] arguments)
    {
        var console = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            return (bench.Run("PruneHistory", arguments), error.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Console.SetError(console);
        }
    }

    private static Workbench Crashing(Exception exception) => new()
    {
        Prepare = host => host.ConfigureServices(services =>
            services.AddSingleton<IFrostingTask, CrashTask>().AddSingleton(exception)),
    };

    [Fact]
    public void A_finding_of_a_verb_is_printed_and_then_fails_the_step()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        Assert.Equal(0, bench.Run("VerifyVault"));
        var latest = Directory.EnumerateFiles(bench.Path("store"), "vault.tar.aes", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(latest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(latest, bytes);

        Assert.Equal(6, bench.Run("VerifyVault", "--result=result.json"));

        Assert.StartsWith("Error: TAZPOD3009: 1 of 2 vaults", bench.Error, StringComparison.Ordinal);
        Assert.Contains("damaged: latest", bench.Lines);
        Assert.Contains("\"status\": \"failed\"", bench.Read("result.json"), StringComparison.Ordinal);
        Assert.Contains("\"condition\": \"damaged\"", bench.Read("result.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_of_a_command_is_that_of_the_build()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        using var bench = new Workbench();
        bench.Write("secrets/.env", $"TOKEN={Workbench.Secret}");
        bench.Do("SaveVault");

        Assert.Equal(42, bench.Run("RunWithVault", $"--exec=sh -c 'test \"$TOKEN\" = {Workbench.Secret} && exit 42'"));
        Assert.StartsWith("Error: TAZPOD6006: 'sh' ended with exit code 42", bench.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Run("RunWithVault", "--exec=true"));
    }
}
