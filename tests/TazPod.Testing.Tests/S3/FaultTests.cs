using System.Text;
using Amazon.Runtime;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;

namespace TazPod.Testing.Tests.S3;

public sealed class FaultTests
{
    [Fact]
    public async Task A_reset_before_reading_changes_nothing()
    {
        await using var it = await EndpointFixture.StartAsync();
        var rule = it.S3.Faults.On("PutObject", Fault.ResetBeforeRead);
        await AssertCutAsync(() => it.PutAsync("k", "hello"));
        Assert.Empty(it.Bucket.Keys);
        Assert.Equal(1, rule.Hits);
        Assert.Equal(0, Assert.Single(it.S3.Requests).Status);
    }

    [Fact]
    public async Task After_a_reset_after_the_commit_there_is_no_answer_but_the_object_exists()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.S3.Faults.On("PutObject", Fault.ResetAfterCommit);
        await AssertCutAsync(() => it.PutAsync("k", "hello"));
        Assert.Equal(["k"], it.Bucket.Keys);
    }

    [Fact]
    public async Task A_copy_on_a_connection_in_use_that_is_reset_after_its_commit_fails_once_and_visibly()
    {
        await using var it = await EndpointFixture.StartAsync();
        await it.PutAsync("k", "hello");
        await it.GetAsync("k");
        it.S3.Faults.On("CopyObject", 1, Fault.ResetAfterCommit);
        await AssertCutAsync(() => it.Client.CopyObjectAsync("vault", "k", "vault", "copy"));
        Assert.Equal(1, it.S3.CountOf("CopyObject"));
    }

    [Fact]
    public async Task A_cut_body_ends_in_the_middle()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", Encoding.ASCII.GetBytes(new string('x', 100_000)));
        it.S3.Faults.On("GetObject", Fault.CutBody(70_000));
        using var got = await it.Client.GetObjectAsync("vault", "k");
        var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => got.ResponseStream.CopyToAsync(received));
        Assert.Equal(100_000, got.ContentLength);
        Assert.Equal(70_000, received.Length);
        Assert.Equal(70_000, it.S3.Requests[^1].BytesOut);
    }

    [Fact]
    public async Task A_flipped_byte_is_the_only_difference()
    {
        // Otherwise the SDK itself would notice, since the ETag is the MD5.
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true });
        it.Bucket.Put("k", "hello"u8);
        it.S3.Faults.On("GetObject", Fault.FlipByte(^1));
        using var got = await it.Client.GetObjectAsync("vault", "k");
        using var received = new MemoryStream();
        await got.ResponseStream.CopyToAsync(received);
        Assert.Equal([.. "hell"u8, (byte)('o' ^ 0xFF)], received.ToArray());
        Assert.Equal("hello", Encoding.ASCII.GetString(it.Bucket.Get("k")!.Content.Span));
    }

    [Fact]
    public async Task Only_the_nth_request_fails()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.S3.Faults.OnNth(2, Fault.Status(503, "SlowDown"));
        await it.PutAsync("k", "1");
        await Refusal.AssertAsync(503, "SlowDown", () => it.PutAsync("k", "2"));
        await it.PutAsync("k", "3");
        Assert.Equal([200, 503, 200], it.S3.Requests.Select(r => r.Status));
        it.S3.ResetRequests();
        Assert.Empty(it.S3.Requests);
    }

    [Fact]
    public async Task Every_request_from_the_nth_on_fails_until_the_rules_are_cleared()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.S3.Faults.FromNth(2, Fault.Status(500, "InternalError"));
        await it.PutAsync("k", "1");
        await Refusal.AssertAsync(500, "InternalError", () => it.PutAsync("k", "2"));
        await Refusal.AssertAsync(500, "InternalError", () => it.GetAsync("k"));
        it.S3.Faults.Clear();
        Assert.Equal("1", await it.GetAsync("k"));
    }

    [Fact]
    public async Task The_SDK_retries_a_transient_failure()
    {
        await using var it = await EndpointFixture.StartAsync(client: static c => c.MaxErrorRetry = 1);
        it.S3.Faults.On("PutObject", 1, Fault.Status(503, "SlowDown"));
        await it.PutAsync("k", "hello");
        Assert.Equal([503, 200], it.S3.Requests.Select(r => r.Status));
    }

    [Fact]
    public async Task An_error_status_may_hide_a_commit()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.S3.Faults.On("PutObject", Fault.StatusAfterCommit(500, "InternalError"));
        await Refusal.AssertAsync(500, "InternalError", () => it.PutAsync("k", "hello"));
        Assert.Equal(["k"], it.Bucket.Keys);
    }

    [Fact]
    public async Task A_copy_may_answer_200_and_yet_fail()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "hello"u8);
        it.S3.Faults.On(static r => r.Operation == "CopyObject", times: 1, Fault.ErrorInBody("InternalError"));
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => it.Client.CopyObjectAsync("vault", "k", "vault", "l"));
        Assert.Equal(200, it.S3.Requests[0].Status);
        Assert.Equal(["k"], it.Bucket.Keys);
    }

    [Fact]
    public async Task A_hanging_request_ends_when_the_client_gives_up()
    {
        await using var it = await EndpointFixture.StartAsync();
        using var patience = new CancellationTokenSource();
        it.S3.Faults.On("PutObject", Fault.HangAfterCommit);
        it.S3.Faults.On("PutObject", Fault.After(patience.Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => it.Client.PutObjectAsync(
            new() { BucketName = "vault", Key = "k", ContentBody = "hello" },
            patience.Token));
        Assert.Equal(["k"], it.Bucket.Keys);
    }

    [Fact]
    public async Task A_hanging_request_ends_when_the_endpoint_stops()
    {
        var it = await EndpointFixture.StartAsync();
        var arrived = new TaskCompletionSource();
        it.S3.Faults.On("GetObject", Fault.Before(arrived.SetResult));
        it.S3.Faults.On("GetObject", Fault.Hang);
        var hanging = it.GetAsync("k");
        await arrived.Task;
        await it.S3.DisposeAsync();
        await AssertCutAsync(() => hanging);
        it.Client.Dispose();
    }

    [Fact]
    public async Task Another_client_can_write_just_before_a_conditional_put()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("k", "old"u8);
        var etag = it.Bucket.Get("k")!.ETag;
        it.S3.Faults.OnNth(1, "PutObject", Fault.Before(() => it.Bucket.Put("k", "foreign"u8)));
        await Refusal.AssertAsync(412, "PreconditionFailed", () => it.PutAsync("k", "mine", r => r.IfMatch = etag));
        Assert.Equal("foreign", await it.GetAsync("k"));
    }

    [Fact]
    public async Task Another_client_can_write_just_after_a_put()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.S3.Faults.OnNth(1, Fault.After(() => it.Bucket.Put("k", "foreign"u8)));
        await it.PutAsync("k", "mine");
        Assert.Equal("foreign", await it.GetAsync("k"));
    }

    /// <summary>Asserts that the action fails because there is no response. (The SDK lets either exception through.)</summary>
    private static async Task AssertCutAsync(Func<Task> action)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(action);
        Assert.True(error is HttpRequestException or IOException, error.ToString());
    }
}
