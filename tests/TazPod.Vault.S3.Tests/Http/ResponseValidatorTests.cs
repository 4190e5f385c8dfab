using System.Text;
using TazPod.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class ResponseValidatorTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public async Task A_page_is_not_a_response_to_any_request()
    {
        await using var place = await Place.StartAsync();
        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[100], NoLabels, WriteCondition.None);
        place.Proxy.Answer = (_, _) => Task.FromResult(
            new RawAnswer("200 OK", [("Content-Type", "text/html"), ("ETag", "\"0123\"")], "<!DOCTYPE html><html></html>"u8.ToArray()));
        await File.WriteAllTextAsync(place.File, "old");
        foreach (var ask in FailureTests.Requests(place.Client).Select(request => request.Ask).Concat(
        [
            () => place.Client.UploadFileAsync(TestStore.Key, place.File),
            () => place.Client.DownloadFileAsync(TestStore.Key, place.File),
            () => place.Client.CopyObjectAsync(TestStore.Key, "0123", "b"),
            () => place.Client.GetVersionAsync(TestStore.Key, "0123"),
        ]))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.Equal(VaultErrors.StoreFailed, failure.Error);
            Assert.Contains("HTML, not S3's", failure.Message, StringComparison.Ordinal);
            Assert.Equal("Check that the endpoint is the address of an S3 server.", failure.Hint);
        }

        Assert.Equal("old", await File.ReadAllTextAsync(place.File));
    }

    [Theory]
    [InlineData(BodyEnd.Length)]
    [InlineData(BodyEnd.Chunks)]
    [InlineData(BodyEnd.Close)]
    public async Task A_file_whose_bytes_were_changed_or_cut_in_transit_is_not_kept(BodyEnd end)
    {
        await using var place = await Place.StartAsync();
        await place.Store.Client.PutObjectAsync(TestStore.Key, Encoding.ASCII.GetBytes(new string('x', 5000)), NoLabels, WriteCondition.None);
        await File.WriteAllTextAsync(place.File, "old");
        place.Proxy.Answer = async (_, pass) =>
        {
            var answer = await pass();
            return answer with { End = end, Body = end == BodyEnd.Length ? [.. answer.Body[1..], 0] : answer.Body[1..] };
        };
        var failure = await Assert.ThrowsAsync<VaultException>(() => place.Client.DownloadFileAsync(TestStore.Key, place.File));
        Assert.Equal(VaultErrors.DownloadDamaged, failure.Error);
        Assert.Equal("old", await File.ReadAllTextAsync(place.File));

        place.Proxy.Answer = async (_, pass) => await pass() with { End = end };
        await place.Client.DownloadFileAsync(TestStore.Key, place.File);
        Assert.Equal(5000, new FileInfo(place.File).Length);
    }

    [Fact]
    public async Task A_file_that_was_not_stored_counts_as_failed_whatever_the_response()
    {
        await using var place = await Place.StartAsync();
        await File.WriteAllTextAsync(place.File, "new");
        place.Proxy.Answer = async (request, pass) => request.Method == "PUT"
            ? new RawAnswer("200 OK", [("ETag", "\"00000000000000000000000000000000\"")], [])
            : await pass();
        var failure = await Assert.ThrowsAsync<VaultException>(() => place.Client.UploadFileAsync(TestStore.Key, place.File));
        Assert.Equal(VaultErrors.StoreFailed, failure.Error);
    }

    [Fact]
    public async Task A_404_without_a_request_id_is_confirmed_by_a_listing()
    {
        await using var place = await Place.StartAsync();
        place.Proxy.Answer = async (_, pass) => (await pass()).Without("x-amz-*");
        Assert.Null((await place.Client.HeadObjectAsync(TestStore.Key)).Head);
        Assert.Equal(["HeadObject", "ListObjectsV2"], place.Store.Endpoint.Operations);

        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.None);
        place.Proxy.Answer = async (request, pass) => request.IsHead ? new RawAnswer("404 Not Found", [], []) : await pass();
        Assert.Equal(VaultErrors.StoreFailed, (await Assert.ThrowsAsync<VaultException>(() => place.Client.HeadObjectAsync(TestStore.Key))).Error);
    }

    [Theory]
    [InlineData("text/html; charset=UTF-8")]
    [InlineData("text/plain")]
    public async Task An_empty_answer_to_a_write_may_be_of_any_type(string type)
    {
        await using var place = await Place.StartAsync();
        place.Proxy.Answer = async (_, pass) => await pass() is { Body.Length: 0 } answer ? answer.With("Content-Type", type).Without("x-amz-request-id") : await pass();

        Assert.Equal(BucketCreation.AlreadyOurs, await place.Client.CreateBucketAsync());
        await ((IBucketSettings)place.Client).SetAsync(BucketSetting.Versioning);
        Assert.Equal(PutOutcome.Stored, (await place.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.IfAbsent)).Outcome);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task A_page_is_not_a_response_to_a_request_for_the_bucket(string method)
    {
        await using var place = await Place.StartAsync();
        place.Proxy.Answer = async (request, pass) => request.Method == method
            ? new RawAnswer("200 OK", [("Content-Type", "text/html"), ("x-amz-request-id", "1")], "<html></html>"u8.ToArray())
            : new RawAnswer("404 Not Found", [], []);
        Assert.Equal(VaultErrors.StoreFailed, (await Assert.ThrowsAsync<VaultException>(() => place.Client.CreateBucketAsync())).Error);
    }

    [Fact]
    public async Task A_listing_whose_rows_have_no_ETag_is_rejected()
    {
        await using var place = await Place.StartAsync();
        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[100], NoLabels, WriteCondition.None);
        place.Proxy.Answer = async (_, pass) => await pass() is var answer
            ? answer with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Body).Replace("ETag>", "Tag>", StringComparison.Ordinal)) }
            : null!;

        var failure = await Assert.ThrowsAsync<VaultException>(() => place.Client.ListObjectsAsync(""));

        Assert.Equal(VaultErrors.StoreFailed, failure.Error);
        Assert.Contains("a row that has no ETag", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_object_that_changes_before_the_confirming_listing_is_requested_again(bool wasThere, bool isThere)
    {
        await using var place = await Place.StartAsync();
        if (wasThere)
        {
            await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.None);
        }

        var asked = 0;
        place.Proxy.Answer = async (_, pass) =>
        {
            var answer = await pass();
            if (asked++ == 0)
            {
                await (isThere
                    ? place.Store.Client.PutObjectAsync(TestStore.Key, new byte[20], NoLabels, WriteCondition.None)
                    : (Task)place.Store.Client.DeleteObjectsAsync([TestStore.Key]));
            }

            return answer.Without("x-amz-*");
        };

        Assert.Equal(isThere ? 20 : null, (await place.Client.HeadObjectAsync(TestStore.Key)).Head?.Size);
    }

    [Fact]
    public async Task An_object_that_is_written_after_a_bare_404_is_read()
    {
        await using var place = await Place.StartAsync();
        var asked = 0;
        place.Proxy.Answer = async (_, pass) =>
        {
            if (asked++ > 0)
            {
                return await pass();
            }

            await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[20], NoLabels, WriteCondition.None);
            return new RawAnswer("404 Not Found", [], []);
        };

        await using var download = await place.Client.GetObjectAsync(TestStore.Key);
        Assert.Equal(20, download.Head?.Size);
    }

    [Fact]
    public async Task An_unknown_compression_is_blamed_on_the_connection()
    {
        await using var place = await Place.StartAsync();
        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.None);
        place.Proxy.Answer = async (_, pass) => (await pass()).With("Content-Encoding", "zstd");

        var failure = await Assert.ThrowsAsync<VaultException>(() => place.Client.GetObjectAsync(TestStore.Key));

        Assert.Contains("compressed in transit (zstd)", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("Turn off compression between here and the store", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(418, "Teapot")]
    public async Task A_failed_confirming_listing_is_reported_as_a_listing(int status, string code)
    {
        await using var place = await Place.StartAsync();
        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.None);
        place.Store.Endpoint.Faults.On("ListObjectsV2", Fault.Status(status, code, ""));
        place.Proxy.Answer = async (request, pass) => request.IsHead ? await pass() with { Length = 0 } : await pass();

        var failure = await Assert.ThrowsAsync<VaultException>(() => place.Client.HeadObjectAsync(TestStore.Key));

        Assert.StartsWith($"cannot list '{TestStore.Key}'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:GetObject", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(status == 403, failure.Hint!.Contains("s3:ListBucket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_cannot_be_checked_needs_permission_to_read()
    {
        await using var place = await Place.StartAsync();
        place.Store.Endpoint.Faults.On(request => request.Operation is "HeadObject" or "GetObject", Fault.Status(403, "AccessDenied", "Access Denied"));
        place.Proxy.Answer = async (request, pass) => request.Method == "PUT" ? (await pass()).With("ETag", "\"0123-1\"") : await pass();

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => place.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.IfAbsent));

        Assert.Equal(VaultErrors.AccessDenied, failure.Error);
        Assert.StartsWith($"cannot check what was written to '{TestStore.Key}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("s3:GetObject", failure.Hint, StringComparison.Ordinal);
    }

    /// <summary>A store behind a proxy, a client of the proxy, and a file.</summary>
    private sealed class Place : IAsyncDisposable
    {
        private readonly TemporaryDirectory directory = new("answers");

        private Place(TestStore store)
        {
            Store = store;
            Proxy = new AnswerProxy(store.Endpoint.Url);
            Client = store.With(options => options with { Endpoint = Proxy.Url });
        }

        public TestStore Store { get; }

        public AnswerProxy Proxy { get; }

        public S3Client Client { get; }

        public string File => directory.Combine("file");

        public static async Task<Place> StartAsync() => new(await TestStore.StartAsync());

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Proxy.DisposeAsync();
            await Store.DisposeAsync();
            directory.Dispose();
        }
    }
}
