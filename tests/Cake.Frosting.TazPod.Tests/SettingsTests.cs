using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void An_argument_overrides_the_environment_and_the_last_one_applies()
    {
        var settings = Read("--retention=3", "--retention=7", "--bucket=from-argument");

        Assert.Equal(7, settings.Retention);
        Assert.Equal("from-argument", settings.Bucket);
        Assert.Equal("--retention", settings.Origins["retention"]);
        Assert.Equal("TAZPOD_STORAGE", settings.Origins["storage"]);
    }

    [Fact]
    public void An_argument_without_a_value_is_a_flag()
    {
        var settings = Read("--versioning", "--tls-only=false");

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

    [Fact]
    public void A_build_that_declares_no_arguments_can_use_any_but_misspelt_ones()
    {
        using var bench = new Workbench();

        Assert.Equal(0, bench.Run("SetupStorage", "--configuration=Release"));
        Assert.Equal(2, bench.Run("SetupStorage", "--retenshun=1"));
    }

    private static VaultSettings Read(params string[] arguments)
    {
        using var bench = new Workbench();
        VaultSettings? seen = null;
        bench.Configure = settings => seen = settings;
        bench.Run("VaultStatus", arguments);
        return seen!;
    }
}
