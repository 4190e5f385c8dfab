using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Extensions.DependencyInjection.Tests;

/// <summary>The vault as a service of an application.</summary>
public sealed class TazPodVaultServiceCollectionExtensionsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new("services");
    private readonly MemoryLogger logger = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task It_works_on_the_store_in_the_settings_and_logs()
    {
        await using var provider = new ServiceCollection().AddSingleton<ILoggerFactory>(logger).AddTazPodVault(Settings()).BuildServiceProvider();

        var setup = await provider.GetRequiredService<IVaultService>().SetupStorageAsync();

        Assert.Equal("created", setup.Status);
        Assert.True(Directory.Exists(directory.Combine("store")));
        Assert.Equal((VaultEvents.VerbStarted, VaultEvents.VerbEnded), (logger.Ids.First(), logger.Ids.Last()));
        Assert.Equal("TazPod.Vault", logger.Category);
    }

    [Fact]
    public async Task It_reads_the_settings_when_it_is_resolved_and_code_can_change_them()
    {
        VaultSettings? read = null;
        await using var provider = new ServiceCollection()
            .AddTazPodVault(settings =>
            {
                read = settings;
                return Settings();
            })
            .BuildServiceProvider();
        Assert.Null(read);

        var setup = await provider.GetRequiredService<IVaultService>().SetupStorageAsync();

        Assert.NotEmpty(read!.Origins);
        Assert.Equal("created", setup.Status);
    }

    [Fact]
    public void A_service_that_was_added_before_is_kept()
    {
        var fake = VaultService.Open(Settings());
        using var provider = new ServiceCollection()
            .AddSingleton<IVaultService>(fake).AddTazPodVault(Settings()).AddTazPodVault().BuildServiceProvider();

        Assert.Same(fake, provider.GetRequiredService<IVaultService>());
    }

    [Fact]
    public async Task The_services_of_the_program_are_used()
    {
        var failure = VaultErrors.StoreFailed.With("the program's own");
        await using var provider = new ServiceCollection()
            .AddTazPodVault(Settings(), new VaultServiceOptions { OpenStore = () => throw failure }).BuildServiceProvider();

        Assert.Same(failure, await Assert.ThrowsAsync<VaultException>(() => provider.GetRequiredService<IVaultService>().SetupStorageAsync()));
    }

    private VaultSettings Settings() => new()
    {
        Storage = StorageLocation.InDirectory(directory.Combine("store")),
        VaultFile = directory.Combine("vault.tar.aes"),
        SecretsDirectory = directory.Combine("secrets"),
    };
}
