using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

public sealed class WriteTests
{
    private static readonly Dictionary<string, string> NoLabels = [];
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public async Task A_conditional_put_is_one_request_with_the_etag_unquoted()
    {
        await using var store = await TestStore.StartAsync(S3Quirks.Rgw);
        var first = await store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.IfAbsent);
        await store.Client.PutObjectAsync("a", new byte[20_000_000], NoLabels, WriteCondition.IfMatch(first.ETag));
        Assert.Equal(["PutObject", "PutObject"], store.Endpoint.Operations);
        Assert.Equal("*", store.Endpoint.Requests[0].Headers["If-None-Match"]);
        Assert.Equal(first.ETag, store.Endpoint.Requests[1].Headers["If-Match"]);
        Assert.All(store.Endpoint.Requests, request => Assert.DoesNotContain("Expect", request.Headers.Keys));
        Assert.All(store.Endpoint.Requests, request => Assert.Contains("Content-MD5", request.Headers.Keys));
    }

    [Theory]
    [InlineData(412, "PreconditionFailed", PutOutcome.ConditionFailed)]
    [InlineData(409, "ConditionalRequestConflict", PutOutcome.Busy)]
    [InlineData(404, "NoSuchKey", PutOutcome.TargetMissing)]
    public async Task A_refusal_of_a_conditional_put_is_a_result(int status, string code, PutOutcome outcome)
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Retries = 3 });
        store.Endpoint.Faults.On("PutObject", Fault.Status(status, code));
        var put = await store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.IfMatch("0123"));
        Assert.Equal(new PutResult(outcome), put);
        Assert.Equal(1, store.Endpoint.CountOf("PutObject"));
    }

    [Fact]
    public async Task On_AWS_a_missing_target_is_distinguished_from_a_changed_one()
    {
        await using var store = await TestStore.StartAsync();
        Assert.Equal(PutOutcome.TargetMissing, (await store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.IfMatch("0123"))).Outcome);
    }

    [Fact]
    public async Task A_store_without_conditional_writes_is_reported()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("PutObject", Fault.Status(501, "NotImplemented"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.IfAbsent));
        Assert.Equal(VaultErrors.ConditionsNotHonoured, failure.Error);
    }

    [Fact]
    public async Task A_put_whose_response_was_lost_fails_although_it_was_stored()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("PutObject", Fault.ResetAfterCommit);
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.IfAbsent));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
        Assert.NotNull((await store.Client.HeadObjectAsync("a")).Head);
    }

    [Fact]
    public async Task Metadata_that_is_invalid_in_a_header_is_refused_before_anything_is_sent()
    {
        await using var store = await TestStore.StartAsync();
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.PutObjectAsync(
            "a", Content, new Dictionary<string, string> { ["pushed-by"] = "jörg@host" }, WriteCondition.None));
        Assert.Contains("'pushed-by'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(store.Endpoint.Requests);
    }

    [Fact]
    public async Task Two_kilobytes_of_metadata_are_refused_before_anything_is_sent()
    {
        await using var store = await TestStore.StartAsync();
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.PutObjectAsync(
            "a", Content, new Dictionary<string, string> { ["long"] = new('x', 2044) }, WriteCondition.None));
        Assert.Equal(VaultErrors.StoreFailed, failure.Error);
        Assert.Empty(store.Endpoint.Requests);
    }

    [Fact]
    public async Task A_copy_sends_the_source_etag_as_condition()
    {
        await using var store = await TestStore.StartAsync();
        var put = await store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.None);
        Assert.Equal(CopyOutcome.Copied, (await store.Client.CopyObjectAsync("a", put.ETag, "b")).Outcome);
        Assert.Equal(put.ETag, store.Endpoint.Requests[^1].Headers["x-amz-copy-source-if-match"].Trim('"'));
        Assert.Equal(CopyOutcome.SourceChanged, (await store.Client.CopyObjectAsync("a", "0123", "b")).Outcome);
    }

    [Fact]
    public async Task A_copy_that_fails_behind_a_200_has_failed()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("CopyObject", Fault.ErrorInBody("InternalError"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.CopyObjectAsync("a", "0123", "b"));
        Assert.Equal(VaultErrors.StoreFailed, failure.Error);
        Assert.Contains("InternalError", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(405, "MethodNotAllowed")]
    public async Task A_store_without_copies_is_reported(int status, string code)
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("CopyObject", Fault.Status(status, code));
        Assert.Equal(CopyOutcome.NotSupported, (await store.Client.CopyObjectAsync("a", "0123", "b")).Outcome);
    }

    [Fact]
    public async Task A_copy_from_a_missing_bucket_is_not_a_missing_source()
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Bucket = "nowhere" });
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.CopyObjectAsync("a", "0123", "b"));
        Assert.Equal(VaultErrors.BucketNotFound, failure.Error);
    }

    [Fact]
    public async Task A_KMS_etag_is_not_mistaken_for_an_MD5()
    {
        await using var store = await TestStore.StartAsync(S3Quirks.Aws with { KmsStyleEtags = true });
        await store.Client.PutObjectAsync("a", Content, NoLabels, WriteCondition.None);
        Assert.False((await store.Client.HeadObjectAsync("a")).Head!.ETagIsMd5);
        await using var download = await store.Client.GetObjectAsync("a");
        Assert.False(download.Head!.ETagIsMd5);
    }

    [Fact]
    public async Task Two_and_a_half_thousand_keys_are_deleted_in_three_requests_and_each_error_is_reported()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("DeleteObjects", Fault.DeleteError(key => key is "key/0007" or "key/2400", "AccessDenied"));
        var keys = Enumerable.Range(0, 2500).Select(number => $"key/{number:D4}").ToList();
        var result = await store.Client.DeleteObjectsAsync(keys);
        Assert.Equal(3, store.Endpoint.CountOf("DeleteObjects"));
        Assert.Equal(["key/0007", "key/2400"], result.Errors.Select(error => error.Key));
        Assert.All(result.Errors, error => Assert.Equal("AccessDenied", error.Code));
        Assert.Equal(2498, result.Deleted.Count);
    }

    [Fact]
    public async Task Nothing_to_delete_is_no_request()
    {
        await using var store = await TestStore.StartAsync();
        await store.Client.DeleteObjectsAsync([]);
        Assert.Empty(store.Endpoint.Requests);
    }

    [Fact]
    public async Task A_small_file_is_uploaded_and_downloaded_in_one_request_each()
    {
        using var directory = new TemporaryDirectory("s3");
        await using var store = await TestStore.StartAsync();
        await File.WriteAllBytesAsync(directory.Combine("file"), Content);
        await store.Client.UploadFileAsync("a", directory.Combine("file"));
        await store.Client.DownloadFileAsync("a", directory.Combine("file"));
        Assert.Equal(["PutObject", "GetObject"], store.Endpoint.Operations);
    }

    [Fact]
    public async Task A_missing_file_is_not_uploaded()
    {
        using var directory = new TemporaryDirectory("s3");
        await using var store = await TestStore.StartAsync();
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.UploadFileAsync("a", directory.Combine("none")));
        Assert.Equal(ExitCode.FileSystem, failure.Error.ExitCode);
        Assert.Empty(store.Endpoint.Requests);
    }

    [Fact]
    public async Task A_truncated_download_keeps_the_old_file_and_leaves_nothing_beside_it()
    {
        using var directory = new TemporaryDirectory("s3");
        await using var store = await TestStore.StartAsync();
        await store.Client.PutObjectAsync("a", new byte[100_000], NoLabels, WriteCondition.None);
        await File.WriteAllTextAsync(directory.Combine("file"), "old");
        store.Endpoint.Faults.On("GetObject", Fault.CutBody(50_000));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.DownloadFileAsync("a", directory.Combine("file")));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
        Assert.Equal("old", await File.ReadAllTextAsync(directory.Combine("file")));
        Assert.Single(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_truncated_body_is_unreachable_and_reports_how_many_bytes_arrived()
    {
        await using var store = await TestStore.StartAsync();
        await store.Client.PutObjectAsync("a", new byte[100_000], NoLabels, WriteCondition.None);
        store.Endpoint.Faults.On("GetObject", Fault.CutBody(50_000));
        await using var download = await store.Client.GetObjectAsync("a");
        var failure = await Assert.ThrowsAsync<VaultException>(() => download.Content.CopyToAsync(Stream.Null));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
        Assert.Contains("50000 bytes", failure.Message, StringComparison.Ordinal);
    }
}
