using System.Text;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class TrueAnswersTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public async Task A_page_is_no_answer_to_any_request()
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
    public async Task A_file_whose_bytes_were_changed_or_cut_on_the_way_is_not_kept(BodyEnd end)
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
    public async Task A_file_that_was_not_stored_is_not_uploaded_whatever_the_answer_says()
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
    public async Task A_404_without_the_stores_name_is_confirmed_by_a_listing()
    {
        await using var place = await Place.StartAsync();
        place.Proxy.Answer = async (_, pass) => (await pass()).Without("x-amz-*");
        Assert.Null((await place.Client.HeadObjectAsync(TestStore.Key)).Head);
        Assert.Equal(["HeadObject", "ListObjectsV2"], place.Store.Endpoint.Operations);

        await place.Store.Client.PutObjectAsync(TestStore.Key, new byte[10], NoLabels, WriteCondition.None);
        place.Proxy.Answer = async (request, pass) => request.IsHead ? new RawAnswer("404 Not Found", [], []) : await pass();
        Assert.Equal(VaultErrors.StoreFailed, (await Assert.ThrowsAsync<VaultException>(() => place.Client.HeadObjectAsync(TestStore.Key))).Error);
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
