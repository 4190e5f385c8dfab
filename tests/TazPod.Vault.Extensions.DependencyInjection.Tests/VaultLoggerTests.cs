using Microsoft.Extensions.Logging;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Extensions.DependencyInjection.Tests;

/// <summary>The events in the log of an application.</summary>
public sealed class VaultLoggerTests : IDisposable
{
    private const string Secret = "canary of a secret";
    private const string Passphrase = "canary of a passphrase";

    private readonly TemporaryDirectory directory = new("logger");
    private readonly MemoryLogger logger = new();

    public void Dispose() => directory.Dispose();

    /// <summary>Programs filter and alert by these numbers.</summary>
    [Fact]
    public void The_ids_never_change()
    {
        var ids = typeof(VaultEvents).GetFields().Where(field => field.FieldType == typeof(int)).Select(field => $"{field.Name} {field.GetValue(null)}");

        Assert.Equal(
            ["VerbStarted 1", "VerbEnded 2", "VerbFailed 3", "VerbCancelled 4", "Notice 5", "Detail 6", "Transferred 7"], ids);
    }

    [Fact]
    public async Task A_verb_writes_its_start_and_its_result_and_no_secret()
    {
        var service = Service();
        await service.SetupStorageAsync();
        await service.SaveAsync();
        await service.PushAsync();
        logger.Entries.Clear();

        var pull = await service.PullAsync();

        Assert.Equal([VaultEvents.VerbStarted, VaultEvents.VerbEnded], logger.Ids);
        Assert.Equal((LogLevel.Debug, "PullVault starts"), (logger.Entries[0].Level, logger.Entries[0].Text));
        Assert.Equal(LogLevel.Information, logger.Entries[1].Level);
        Assert.Equal($"PullVault: {pull.Summary} (unchanged, changed: False)", logger.Entries[1].Text);
        Assert.Equal("unchanged", logger.Entries[1].Values["Status"]);
    }

    [Fact]
    public async Task No_event_of_any_level_contains_a_secret()
    {
        var service = Service();
        await service.SetupStorageAsync();
        await service.SaveAsync();
        await service.PushAsync();
        File.Delete(directory.Combine("vault.tar.aes"));
        await service.BootstrapAsync();
        await service.VerifyAsync();
        (await service.OpenAsync()).Dispose();
        await Assert.ThrowsAsync<VaultException>(() => Service(passphrase: "another one").UnlockAsync(new UnlockOptions { Force = true }));

        Assert.Contains(VaultEvents.Transferred, logger.Ids);
        Assert.Contains(VaultEvents.VerbFailed, logger.Ids);
        Assert.Contains(logger.Entries, entry => entry.Text.StartsWith("OpenVault: ", StringComparison.Ordinal));
        Assert.All(logger.Entries, entry => Assert.DoesNotContain("canary", entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_has_code_exit_code_reason_and_hint_as_values()
    {
        var failure = await Assert.ThrowsAsync<VaultException>(() => Service().PushAsync());

        var entry = Assert.Single(logger.Entries, entry => entry.Id == VaultEvents.VerbFailed);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Equal(
            ("PushVault", failure.Error.Code, (int)failure.ExitCode, failure.Message, failure.Hint),
            (entry.Values["Verb"], entry.Values["Code"], entry.Values["ExitCode"], entry.Values["Reason"], entry.Values["Hint"]));
        Assert.Null(entry.Exception);
    }

    [Fact]
    public void A_finding_is_an_error_and_its_notices_are_warnings()
    {
        new VaultLogger(logger).Ended(new Finding { Notices = ["kept as 'x'"] });

        Assert.Equal([VaultEvents.Notice, VaultEvents.VerbFailed], logger.Ids);
        Assert.Equal((LogLevel.Warning, "VerifyVault: kept as 'x'"), (logger.Entries[0].Level, logger.Entries[0].Text));
        Assert.Equal("TAZPOD3009", logger.Entries[1].Values["Code"]);
    }

    [Fact]
    public void The_text_of_an_unexpected_exception_is_not_written()
    {
        new VaultLogger(logger).Failed("PushVault", new InvalidOperationException(Secret));

        Assert.Contains("System.InvalidOperationException", Assert.Single(logger.Entries).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, logger.Entries[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_verb_is_no_error()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Service().StatusAsync(new CancellationToken(canceled: true)));

        Assert.Equal([VaultEvents.VerbStarted, VaultEvents.VerbCancelled], logger.Ids);
    }

    private VaultService Service(string passphrase = Passphrase)
    {
        Directory.CreateDirectory(directory.Combine("secrets"));
        File.WriteAllText(directory.Combine("secrets", "token"), Secret);
        return VaultService.Open(
            new VaultSettings
            {
                Storage = StorageLocation.InDirectory(directory.Combine("store")),
                VaultFile = directory.Combine("vault.tar.aes"),
                SecretsDirectory = directory.Combine("secrets"),
                Passphrase = Sealing.Passphrase.FromText(passphrase),
            },
            new() { Observer = new VaultLogger(logger) });
    }

    private sealed record Finding : VerbResult
    {
        public override string Verb => "VerifyVault";

        public override string Status => "failed";

        public override bool Changed => false;

        public override string Summary => "not verified";

        public override VaultException? Failure => VaultErrors.VerificationFailed.With("a copy cannot be restored");
    }
}
