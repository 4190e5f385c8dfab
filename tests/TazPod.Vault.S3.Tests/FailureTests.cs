using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

public sealed class FailureTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static TheoryData<int, string, string> Answers => new()
    {
        { 403, "InvalidAccessKeyId", "TAZPOD5002" },
        { 403, "SignatureDoesNotMatch", "TAZPOD5002" },
        { 400, "InvalidToken", "TAZPOD5002" },
        { 400, "ExpiredToken", "TAZPOD5002" },
        { 403, "AccessDenied", "TAZPOD5003" },
        { 403, "Forbidden", "TAZPOD5003" },
        { 403, "AllAccessDisabled", "TAZPOD5003" },
        { 403, "RequestTimeTooSkewed", "TAZPOD5004" },
        { 301, "PermanentRedirect", "TAZPOD1001" },
        { 400, "InvalidBucketName", "TAZPOD2010" },
        { 500, "InternalError", "TAZPOD2005" },
        { 503, "SlowDown", "TAZPOD2005" },
        { 503, "ServiceUnavailable", "TAZPOD2005" },
        { 501, "NotImplemented", "TAZPOD2005" },
        { 400, "BadDigest", "TAZPOD2005" },
        { 400, "RequestTimeout", "TAZPOD2004" },
        { 418, "Teapot", "TAZPOD2005" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_refusal_is_a_row_of_the_table_for_every_request(int status, string code, string row)
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(status, code, ""));
        foreach (var (name, ask) in Requests(store.Client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.True(row == failure.Error.Code, $"{name}: {failure.Error.Code} {failure.Message}");
            Assert.DoesNotContain('\n', failure.Message);
            Assert.NotNull(failure.Hint);
            Assert.Contains(TestStore.Bucket, failure.Message, StringComparison.Ordinal);
            Assert.Contains(store.Client.Identity.Endpoint, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Expired_keys_are_named_with_what_to_do()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(400, "ExpiredToken", ""));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.GetObjectAsync(TestStore.Key));
        Assert.Equal("Get new keys to replace those in use: keys in the settings.", failure.Hint);
    }

    [Fact]
    public async Task The_message_of_the_store_is_quoted_with_invisible_characters_escaped()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(418, "Teapot", "short\u202e\n\u200band stout"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.GetObjectAsync(TestStore.Key));
        Assert.Contains(@"short\u202e \u200band stout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denial_names_the_permission_and_the_key()
    {
        await using var store = await TestStore.StartAsync(serve: options => options with
        {
            Credentials = [S3Credential.Default with { Rights = S3Rights.ListBucket }],
        });
        foreach (var (ask, right) in new (Func<Task>, string)[]
        {
            (() => store.Client.HeadObjectAsync(TestStore.Key), "s3:GetObject"),
            (() => store.Client.GetObjectAsync(TestStore.Key), "s3:GetObject"),
            (() => Put(store.Client), "s3:PutObject"),
        })
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.Equal(VaultErrors.AccessDenied, failure.Error);
            Assert.Contains(TestStore.Key, failure.Message, StringComparison.Ordinal);
            Assert.Contains(right, failure.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_reason_for_a_refused_head_is_found_by_reading_one_byte()
    {
        await using var store = await TestStore.StartAsync();
        var put = await Put(store.Client);
        Assert.Equal(PutOutcome.Stored, put.Outcome);
        using var wrongSecret = store.With(options => options with { SecretAccessKey = "wrong" });
        using var wrongKey = store.With(options => options with { AccessKeyId = "UNKNOWNKEY" });
        store.Endpoint.ResetRequests();
        foreach (var (client, reason) in new[] { (wrongSecret, "secret access key"), (wrongKey, "does not know the access key id") })
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => client.HeadObjectAsync(TestStore.Key));
            Assert.Equal(VaultErrors.CredentialsRejected, failure.Error);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["HeadObject", "GetObject", "HeadObject", "GetObject"], store.Endpoint.Operations);
        Assert.Equal("bytes=0-0", store.Endpoint.Requests[1].Headers["Range"]);
    }

    [Fact]
    public async Task A_head_without_permission_to_list_says_that_the_object_may_be_missing()
    {
        await using var store = await TestStore.StartAsync(serve: options => options with
        {
            Credentials = [S3Credential.Default with { Rights = S3Rights.GetObject }],
        });
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.HeadObjectAsync(TestStore.Key));
        Assert.Equal(VaultErrors.AccessDenied, failure.Error);
        Assert.Contains("s3:ListBucket", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(3, 0)]
    [InlineData(-1, 3)]
    public async Task A_skewed_clock_is_corrected_by_the_servers_date(int hours, int retries)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(hours));
        await using var store = await TestStore.StartAsync(
            adjust: options => options with
            {
                Retries = retries,

                // The SDK remembers the correction by address, for the whole process; a later endpoint may get the same port.
                Endpoint = new UriBuilder(options.Endpoint!) { Host = "localhost" }.Uri,
            },
            serve: options => options with { Clock = clock });
        var head = await store.Client.HeadObjectAsync(TestStore.Key);
        Assert.InRange(head.ServerTime, clock.GetUtcNow().AddSeconds(-2), clock.GetUtcNow().AddSeconds(2));
    }

    [Fact]
    public async Task A_missing_bucket_is_distinguished_from_a_missing_object_if_possible()
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Bucket = "nowhere" });
        Assert.Null((await store.Client.HeadObjectAsync("a")).Head);
        foreach (var (name, ask) in Requests(store.Client).Where(request => request.Name != "head"))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.True(failure.Error == VaultErrors.BucketNotFound, $"{name}: {failure.Message}");
            Assert.Contains("'nowhere'", failure.Message, StringComparison.Ordinal);
        }

        var conditional = await Assert.ThrowsAsync<VaultException>(() =>
            store.Client.PutObjectAsync("a", new byte[1], NoLabels, WriteCondition.IfMatch("0123")));
        Assert.Equal(VaultErrors.BucketNotFound, conditional.Error);
    }

    [Fact]
    public async Task A_wrong_region_is_named_with_the_right_one()
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Region = "us-west-2" });
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
        Assert.Contains("'us-west-2'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("eu-central-1", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "SlowDown")]
    public async Task Transient_failures_are_retried_as_often_as_configured(int status, string code)
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Retries = 1 });
        store.Endpoint.Faults.On("ListObjectsV2", 1, Fault.Status(status, code));
        Assert.Empty(await store.Client.ListObjectsAsync(""));
        Assert.Equal(2, store.Endpoint.CountOf("ListObjectsV2"));

        store.Endpoint.ResetRequests();
        store.Endpoint.Faults.On("ListObjectsV2", Fault.Status(status, code));
        await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));
        Assert.Equal(2, store.Endpoint.CountOf("ListObjectsV2"));
    }

    [Fact]
    public async Task A_reset_connection_is_unreachable()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.ResetBeforeRead);
        foreach (var (name, ask) in Requests(store.Client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.True(failure.Error == VaultErrors.StoreUnreachable, $"{name}: {failure.Error.Code} {failure.Message}");
        }
    }

    [Fact]
    public async Task Cancellation_is_prompt_and_not_a_failure()
    {
        await using var store = await TestStore.StartAsync();
        using var stop = new CancellationTokenSource();
        store.Endpoint.Faults.On(_ => true, Fault.Hang);
        var asking = store.Client.HeadObjectAsync(TestStore.Key, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(5)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Client.ListObjectsAsync("", stop.Token));
    }

    internal static IEnumerable<(string Name, Func<Task> Ask)> Requests(S3Client client)
    {
        yield return ("head", () => client.HeadObjectAsync(TestStore.Key));
        yield return ("get", () => client.GetObjectAsync(TestStore.Key));
        yield return ("put", () => Put(client));
        yield return ("list", () => client.ListObjectsAsync("tazpod/"));
        yield return ("delete", () => client.DeleteObjectsAsync([TestStore.Key]));
    }

    private static Task<PutResult> Put(S3Client client) =>
        client.PutObjectAsync(TestStore.Key, new byte[] { 1, 2, 3 }, NoLabels, WriteCondition.None);
}
