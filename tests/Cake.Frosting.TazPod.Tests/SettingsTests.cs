using Cake.Core;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void An_argument_overrides_the_environment_and_the_last_one_applies()
    {
        var settings = Read("PushVault", "--retention=3", "--retention=7", "--bucket=from-argument");

        Assert.Equal(7, settings.Retention);
        Assert.Equal("from-argument", settings.Bucket);
        Assert.Equal("--retention", settings.Origins["retention"]);
        Assert.Equal("TAZPOD_STORAGE", settings.Origins["storage"]);
    }

    [Fact]
    public void An_argument_without_a_value_is_a_flag()
    {
        var settings = Read("SetupStorage", "--versioning", "--tls-only=false");

        Assert.True(settings.Versioning);
        Assert.False(settings.TlsOnly);
    }

    [Fact]
    public void Relative_paths_start_at_the_callers_working_directory()
    {
        using var bench = new Workbench();
        VaultSettings? seen = null;
        bench.Configure = settings => seen = settings;

        bench.Run("VaultStatus", "--secrets=down/here");

        Assert.Equal(bench.Path("down/here"), seen!.SecretsDirectory);
        Assert.Equal(bench.Path("vault.tar.aes"), seen.VaultFile);
        Assert.Equal(bench.Path("store"), seen.Storage.Directory);
        Assert.Equal(bench.Path("home"), seen.HomeDirectory);
    }

    [Fact]
    public void The_code_of_the_build_overrides_all_other_settings()
    {
        using var bench = new Workbench { Configure = settings => settings with { Bucket = "from-code" } };

        bench.Do("SetupStorage");

        Assert.True(Directory.Exists(bench.Path("store/from-code")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_profile_on_the_command_line_replaces_the_keys_of_the_code(bool isGiven)
    {
        using var bench = new Workbench { Configure = settings => settings with { AccessKeyId = "AKIDOFTHECODE", SecretAccessKey = "secret", Retries = 0 } };

        bench.Run("VaultStatus", ["--storage=s3", "--endpoint=http://127.0.0.1:1", .. isGiven ? ["--profile=nobody"] : Array.Empty<string>()]);

        Assert.StartsWith(isGiven ? "Error: TAZPOD5005: " : "Error: TAZPOD2004: ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_from_the_code_of_the_build_is_a_setting_error()
    {
        using var bench = new Workbench { Configure = settings => settings with { Retention = 0 } };

        Assert.Equal(2, bench.Run("PushVault"));
    }

    [Fact]
    public void Arguments_that_the_build_declares_are_accepted()
    {
        using var bench = new Workbench { Prepare = host => host.UseOwnArguments("configuration").UseOwnArguments("--Solution") };

        Assert.Equal(0, bench.Run("SetupStorage", "--configuration=Release", "--solution=x.sln"));
        Assert.Equal(2, bench.Run("SetupStorage", "--framework=net10.0"));
    }

    [Theory]
    [InlineData("--buckt=1", true)]
    [InlineData("--file=notes.txt", true)]
    [InlineData("--file=notes.txt", false)]
    public void An_argument_that_a_lifetime_reads_is_refused_with_the_way_to_declare_it(string argument, bool hasLifetime)
    {
        using var bench = new Workbench();
        if (hasLifetime)
        {
            bench.Prepare = host => host.UseLifetime<Lifetime>();
        }

        Assert.Equal(2, bench.Run("VaultStatus", argument));

        Assert.StartsWith("Error: TAZPOD1002: ", bench.Error, StringComparison.Ordinal);
        Assert.Equal(hasLifetime, bench.Error.EndsWith(" If the build's lifetime reads it, add it to UseOwnArguments.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_build_that_declares_no_arguments_can_use_any_but_misspelt_ones()
    {
        using var bench = new Workbench();

        Assert.Equal(0, bench.Run("SetupStorage", "--configuration=Release"));
        Assert.Equal(2, bench.Run("SetupStorage", "--retenshun=1"));
    }

    private sealed class Lifetime : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info)
        {
        }

        public override void Teardown(ICakeContext context, ITeardownContext info)
        {
        }
    }

    private static VaultSettings Read(string target, params string[] arguments)
    {
        using var bench = new Workbench();
        VaultSettings? seen = null;
        bench.Configure = settings => seen = settings;
        bench.Run(target, arguments);
        return seen!;
    }

    [Theory]
    [InlineData("PushVault", "--last=3", "PushVault does not read --last; nothing was done. Omit it. It is for ListHistory and VerifyVault.")]
    [InlineData("LockVault", "--Bucket=mine", "LockVault does not read --bucket; nothing was done. Omit it. It is for SetupStorage, PushVault, ")]
    public void An_argument_that_no_verb_of_the_run_reads_is_refused_with_the_verbs_that_do(string target, string argument, string message)
    {
        using var bench = new Workbench();

        Assert.Equal(2, bench.Run(target, argument));

        Assert.StartsWith($"Error: TAZPOD1002: {message}", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_another_verb_of_the_run_reads_is_accepted()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");

        Assert.Equal(0, bench.Run("PushVault", "--target=ListHistory", "--last=3"));
        Assert.Equal(2, bench.Run("PushVault", "--target=SaveVault", "--last=3"));
        Assert.Contains("PushVault and SaveVault do not read --last", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_the_build_can_read_any_argument()
    {
        using var bench = new Workbench();
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, OwnTask>());
        bench.Do("SetupStorage");

        Assert.Equal(0, bench.Run("Own", "--last=3"));
    }

    [Fact]
    public void A_build_that_reads_an_argument_of_ours_itself_says_so()
    {
        using var bench = new Workbench { Prepare = host => host.UseOwnArguments("last") };

        Assert.Equal(0, bench.Run("SetupStorage", "--last=3"));
    }

    [Fact]
    public void Only_the_newest_copies_are_listed_if_a_number_is_given()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        bench.Write("secrets/token", "another one");
        bench.Do("SaveVault", "PushVault");

        Assert.Equal(0, bench.Run("ListHistory", "--last=1"));

        Assert.Equal(3, bench.Lines.Count);
        Assert.Contains(" 20260520T210004 ", bench.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("the newest 1 of 2 history copies in ", bench.Lines[2], StringComparison.Ordinal);
        Assert.Equal(2, bench.Run("ListHistory", "--last=0"));
    }

    [TaskName("Own")]
    [IsDependentOn(typeof(SetupStorageTask))]
    private sealed class OwnTask : FrostingTask;
}
