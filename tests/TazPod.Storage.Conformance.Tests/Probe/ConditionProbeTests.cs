using TazPod.Storage.Conformance.Tests.Directories;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Probe;

public sealed class ConditionProbeTests : DirectoryStoreTest
{
    private const string Prefix = "tazpod/vault/.probe-";

    [Fact]
    public async Task A_good_store_takes_six_requests()
    {
        using var store = new AlteredStore(Store);
        var report = await ProbeAsync(store);
        Assert.Equal(new(ConditionSupport.Honoured, "refused every write whose condition did not hold", true), report with { LeftBehind = [] });
        Assert.Empty(report.LeftBehind);
        Assert.Equal(6, store.Requests);
    }

    [Fact]
    public async Task The_second_request_detects_a_store_that_ignores_conditions()
    {
        using var store = new AlteredStore(Store) { OnPut = (_, _, _, send) => send(WriteCondition.None) };
        var report = await ProbeAsync(store);
        Assert.Equal(ConditionSupport.NotHonoured, report.Support);
        Assert.Equal("accepted If-None-Match: * although the key exists", report.Reason);
        Assert.True(report.CopyWorks);
        Assert.Equal(4, store.Requests);
    }

    [Fact]
    public async Task A_store_that_only_ignores_if_match_is_detected()
    {
        using var store = new AlteredStore(Store)
        {
            OnPut = (_, _, condition, send) => send(condition.MustBeAbsent ? condition : WriteCondition.None),
        };
        var report = await ProbeAsync(store);
        Assert.Equal((ConditionSupport.NotHonoured, "accepted If-Match with a wrong ETag"), (report.Support, report.Reason));
        Assert.True(report.CopyWorks);
    }

    [Fact]
    public async Task A_store_that_refuses_a_correct_if_match_is_detected()
    {
        using var store = new AlteredStore(Store)
        {
            OnPut = (_, _, condition, send) =>
                condition.MustBeAbsent ? send(condition) : Task.FromResult(new PutResult(PutOutcome.ConditionFailed)),
        };
        var report = await ProbeAsync(store);
        Assert.Equal(ConditionSupport.NotHonoured, report.Support);
        Assert.StartsWith("refused If-Match although the ETag is right", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_answers_412_but_writes_is_detected()
    {
        using var store = new AlteredStore(Store)
        {
            OnPut = async (request, _, condition, send) =>
            {
                if (request != 2)
                {
                    return await send(condition);
                }

                await send(WriteCondition.None);
                return new PutResult(PutOutcome.ConditionFailed);
            },
        };
        Assert.Equal(ConditionSupport.NotHonoured, (await ProbeAsync(store)).Support);
    }

    [Fact]
    public async Task A_store_that_does_not_support_conditions_is_detected_and_its_copy_is_still_tested()
    {
        using var store = new AlteredStore(Store)
        {
            OnPut = (_, _, condition, send) => condition == WriteCondition.None
                ? send(condition)
                : throw VaultErrors.ConditionsNotHonoured.With("the store answered 501"),
        };
        var report = await ProbeAsync(store);
        Assert.Equal(
            (ConditionSupport.NotHonoured, "does not take conditional writes", true), (report.Support, report.Reason, report.CopyWorks));
        Assert.Equal(4, store.Requests);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task A_store_that_refuses_the_first_write_is_detected()
    {
        using var store = new AlteredStore(Store) { OnPut = (_, _, _, _) => Task.FromResult(new PutResult(PutOutcome.ConditionFailed)) };
        var report = await ProbeAsync(store);
        Assert.Equal(
            (ConditionSupport.NotHonoured, "refused If-None-Match: * although the key is free", false),
            (report.Support, report.Reason, report.CopyWorks));
    }

    [Fact]
    public async Task A_request_to_a_busy_store_is_repeated()
    {
        using var store = new AlteredStore(Store)
        {
            OnPut = (request, _, condition, send) =>
                request % 3 != 0 ? Task.FromResult(new PutResult(PutOutcome.Busy)) : send(condition),
        };
        Assert.Equal(ConditionSupport.Honoured, (await ProbeAsync(store)).Support);
    }

    [Fact]
    public async Task A_store_that_is_always_busy_is_not_trusted_and_the_probe_ends()
    {
        using var store = new AlteredStore(Store) { OnPut = (_, _, _, _) => Task.FromResult(new PutResult(PutOutcome.Busy)) };
        Assert.Equal(ConditionSupport.NotHonoured, (await ProbeAsync(store)).Support);
        Assert.Equal(4, store.Requests);
    }

    [Theory]
    [InlineData(CopyOutcome.NotSupported, "")]
    [InlineData(CopyOutcome.Copied, "another-etag")]
    [InlineData(CopyOutcome.SourceMissing, "")]
    public async Task A_store_that_does_not_copy_faithfully_is_detected(CopyOutcome outcome, string etag)
    {
        using var store = new AlteredStore(Store) { OnCopy = _ => Task.FromResult(new CopyResult(outcome, etag)) };
        var report = await ProbeAsync(store);
        Assert.Equal((ConditionSupport.Honoured, false), (report.Support, report.CopyWorks));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_failing_request_ends_the_probe_and_leaves_nothing(int failing)
    {
        using var store = new AlteredStore(Store)
        {
            // The object can be stored although the response is a failure.
            OnPut = async (request, _, condition, send) =>
            {
                var result = await send(condition);
                return request == failing ? throw VaultErrors.StoreFailed.With("the store answered 503") : result;
            },
        };
        Assert.Equal("the store answered 503", (await FailsAsync(VaultErrors.StoreFailed, () => ProbeAsync(store))).Message);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task A_cancelled_probe_leaves_nothing()
    {
        using var cancelling = new CancellationTokenSource();
        using var store = new AlteredStore(Store)
        {
            OnPut = async (request, _, condition, send) =>
            {
                var result = await send(condition);
                if (request == 1)
                {
                    await cancelling.CancelAsync();
                }

                return result;
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConditionProbe.ProbeAsync(store, Prefix, cancelling.Token));
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Objects_that_cannot_be_removed_are_named_and_hide_nothing()
    {
        using var store = new AlteredStore(Store) { OnDelete = _ => throw VaultErrors.AccessDenied.With("no permission to delete") };
        var report = await ProbeAsync(store);
        Assert.Equal(ConditionSupport.Honoured, report.Support);
        Assert.Equal(await KeysAsync(), report.LeftBehind);
        Assert.All(report.LeftBehind, key => Assert.StartsWith("tazpod/vault/.probe-", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_to_remove_does_not_hide_the_failure_before_it()
    {
        using var store = new AlteredStore(Store)
        {
            OnCopy = _ => throw VaultErrors.StoreUnreachable.With("no answer"),
            OnDelete = _ => throw VaultErrors.AccessDenied.With("no permission to delete"),
        };
        await FailsAsync(VaultErrors.StoreUnreachable, () => ProbeAsync(store));
    }

    private static Task<ConditionReport> ProbeAsync(IObjectStore store) => ConditionProbe.ProbeAsync(store, Prefix, Token);
}
