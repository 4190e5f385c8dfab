using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class TimeoutTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public async Task A_store_that_never_answers_fails_once_within_the_timeout()
    {
        await using var store = await TestStore.StartAsync();
        using var client = store.With(Impatient);
        var rule = store.Endpoint.Faults.On(_ => true, Fault.Hang);
        foreach (var (name, ask) in FailureTests.Requests(client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => ask().WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.True(failure.Error == VaultErrors.StoreUnreachable, $"{name}: {failure.Error.Code} {failure.Message}");
            Assert.Contains("gave no answer within 0.5 s", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(5, rule.Hits);
    }

    [Fact]
    public async Task A_put_that_is_stored_but_never_answered_is_sent_once()
    {
        await using var store = await TestStore.StartAsync();
        using var client = store.With(Impatient);
        var rule = store.Endpoint.Faults.On("PutObject", Fault.HangAfterCommit);
        await Assert.ThrowsAsync<VaultException>(() => client.PutObjectAsync("a", new byte[1], NoLabels, WriteCondition.IfAbsent));
        Assert.Equal(1, rule.Hits);
        Assert.NotNull((await store.Client.HeadObjectAsync("a")).Head);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_at_the_timeout()
    {
        await using var store = await TestStore.StartAsync();
        await store.Client.PutObjectAsync("a", new byte[500_000], NoLabels, WriteCondition.None);
        await using var relay = new CountingRelay(store.Endpoint.Url, stallAfter: 50_000);
        using var client = store.With(options => Impatient(options) with { Endpoint = relay.Url });
        await using var download = await client.GetObjectAsync("a");
        var failure = await Assert.ThrowsAsync<VaultException>(() => download.Content.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
        Assert.Contains("gave no answer within 0.5 s after", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_that_stalls_ends_at_the_timeout()
    {
        await using var store = await TestStore.StartAsync();
        foreach (var number in Enumerable.Range(0, 20))
        {
            await store.Client.PutObjectAsync($"key/{number}", new byte[1], NoLabels, WriteCondition.None);
        }

        await using var relay = new CountingRelay(store.Endpoint.Url, stallAfter: 1000);
        using var client = store.With(options => Impatient(options) with { Endpoint = relay.Url });
        var failure = await Assert.ThrowsAsync<VaultException>(() => client.ListObjectsAsync("").WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
    }

    private static S3StoreOptions Impatient(S3StoreOptions options) =>
        options with { RequestTimeout = TimeSpan.FromMilliseconds(500), Retries = 3 };
}
