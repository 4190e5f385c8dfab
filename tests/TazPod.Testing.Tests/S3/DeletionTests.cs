using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Testing.S3.Faults;

namespace TazPod.Testing.Tests.S3;

public sealed class DeletionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_keys_are_deleted_in_one_request_and_quiet_omits_them(bool quiet)
    {
        await using var it = await EndpointFixture.StartAsync();
        foreach (var key in Keys(1000))
            it.Bucket.Put(key, "x"u8);
        var response = await it.Client.DeleteObjectsAsync(Request(1000, quiet));
        Assert.Equal(quiet ? 0 : 1000, response.DeletedObjects?.Count ?? 0);
        Assert.Empty(it.Bucket.Keys);
    }

    [Fact]
    public async Task One_key_more_is_refused_and_nothing_is_deleted()
    {
        await using var it = await EndpointFixture.StartAsync();
        it.Bucket.Put("key 0001", "x"u8);
        await Refusal.AssertAsync(400, "MalformedXML", () => it.Client.DeleteObjectsAsync(Request(1001, true)));
        Assert.Single(it.Bucket.Keys);
    }

    [Fact]
    public async Task A_fault_refuses_single_keys()
    {
        await using var it = await EndpointFixture.StartAsync();
        foreach (var key in Keys(3))
            it.Bucket.Put(key, "x"u8);
        it.S3.Faults.On("DeleteObjects", Fault.DeleteError("key 0001", "InternalError"));
        var error = await Assert.ThrowsAsync<DeleteObjectsException>(() => it.Client.DeleteObjectsAsync(Request(3, true)));
        Assert.Equal(("key 0001", "InternalError"), (error.Response.DeleteErrors[0].Key, error.Response.DeleteErrors[0].Code));
        Assert.Equal(["key 0001"], it.Bucket.Keys);
    }

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(static i => $"key {i:D4}");

    private static DeleteObjectsRequest Request(int count, bool quiet) =>
        new() { BucketName = "vault", Quiet = quiet, Objects = [.. Keys(count).Select(static k => new KeyVersion { Key = k })] };
}
