using Cake.Frosting.TazPod.Tests.Opened;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Sealing;

namespace Cake.Frosting.TazPod.Tests;

/// <summary>The passphrase of a run is wiped when the run is over, however it ended.</summary>
public sealed class PassphraseTests
{
    [Theory]
    [InlineData(0, "VaultStatus")]
    [InlineData(0, "UnlockVault", "--force")]
    [InlineData(0, "Announce")]
    [InlineData(2, "PushVault", "--result=secrets")]
    [InlineData(3, "UnlockVault", "--vault-file=none.tar.aes")]
    [InlineData(3, "Announce", "--vault-file=none.tar.aes")]
    [InlineData(5, "LockVault")]
    public void It_is_wiped(int exitCode, string target, params string[] arguments)
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, AnnounceTask>());
        bench.Write("secrets/token", "edited since");
        Passphrase? given = null;
        bench.Configure = settings =>
        {
            given = settings.Passphrase;
            return settings;
        };

        Assert.Equal(exitCode, bench.Run(target, arguments));

        Assert.NotNull(given);
        Assert.Throws<ObjectDisposedException>(() => given.Bytes.Length);
    }
}
