using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

/// <summary>The configured server-side encryption is sent with every write and has no other effect.</summary>
public sealed class EncryptionTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static TheoryData<string, string?> Kinds => new()
    {
        { "AES256", null },
        { "aws:kms", null },
        { "aws:kms", "alias/vaults" },
        { "aws:kms:dsse", "arn:aws:kms:eu-central-1:123456789012:key/0" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_write_requests_it(string sse, string? key)
    {
        await using var store = await TestStore.StartAsync(
            S3Quirks.Aws with { DemandEncryption = sse }, options => options with { Sse = sse, SseKmsKeyId = key });
        using var directory = new TemporaryDirectory("encryption");
        var (small, large) = (directory.Combine("small"), directory.Combine("large"));
        await File.WriteAllBytesAsync(small, new byte[100]);
        await File.WriteAllBytesAsync(large, new byte[17 << 20]);

        var put = await store.Client.PutObjectAsync("put", new byte[3], NoLabels, WriteCondition.IfAbsent);
        Assert.Equal(CopyOutcome.Copied, (await store.Client.CopyObjectAsync("put", put.ETag, "copy")).Outcome);
        Assert.Equal(CopyOutcome.Copied, (await store.Client.CopyObjectAsync("put", put.ETag, "relabelled", NoLabels)).Outcome);
        await store.Client.UploadFileAsync("small", small);
        await store.Client.UploadFileWithMetadataAsync("large", large, NoLabels);

        Assert.All(
            store.Endpoint.Requests.Where(request => request.Operation is "PutObject" or "CopyObject" or "CreateMultipartUpload"),
            request =>
            {
                Assert.Equal(sse, request.Headers["x-amz-server-side-encryption"]);
                Assert.Equal(key, request.Headers.GetValueOrDefault("x-amz-server-side-encryption-aws-kms-key-id"));
            });
        Assert.Contains("CreateMultipartUpload", store.Endpoint.Operations);
        Assert.Equal(sse == "AES256", (await store.Client.HeadObjectAsync("put")).Head!.ETagIsMd5);
    }

    [Fact]
    public async Task Without_it_no_header_is_sent_and_a_refusal_by_the_policy_names_the_setting()
    {
        await using var store = await TestStore.StartAsync(S3Quirks.Aws with { DemandEncryption = "aws:kms" });

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => store.Client.PutObjectAsync("put", new byte[3], NoLabels, WriteCondition.None));

        Assert.Equal(VaultErrors.AccessDenied, failure.Error);
        Assert.Contains("vault.sse", failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(store.Endpoint.Requests, request => request.Headers.ContainsKey("x-amz-server-side-encryption"));
    }

    [Fact]
    public async Task A_store_without_encryption_is_not_mistaken_for_one_without_conditional_writes()
    {
        const string sentence = "Server side encryption specified but KMS is not configured";
        await using var store = await TestStore.StartAsync(adjust: options => options with { Sse = "AES256" });
        store.Endpoint.Faults.On("PutObject", Fault.Status(501, "NotImplemented", sentence));
        using var directory = new TemporaryDirectory("encryption");
        await File.WriteAllBytesAsync(directory.Combine("file"), new byte[100]);
        foreach (var write in new Func<Task>[]
        {
            () => store.Client.PutObjectAsync("put", new byte[3], NoLabels, WriteCondition.IfAbsent),
            () => store.Client.PutObjectAsync("put", new byte[3], NoLabels, WriteCondition.None),
            () => store.Client.UploadFileAsync("put", directory.Combine("file")),
        })
        {
            var failure = await Assert.ThrowsAsync<VaultException>(write);

            Assert.Equal(VaultErrors.StoreFailed, failure.Error);
            Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
            Assert.Contains("vault.sse", failure.Hint, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "A header you provided implies functionality that is not implemented")]
    [InlineData("AES256", "A header you provided implies functionality that is not implemented: If-None-Match")]
    public async Task A_store_without_conditional_writes_is_quoted(string? sse, string sentence)
    {
        await using var store = await TestStore.StartAsync(adjust: options => options with { Sse = sse });
        store.Endpoint.Faults.On("PutObject", Fault.Status(501, "NotImplemented", sentence));

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => store.Client.PutObjectAsync("put", new byte[3], NoLabels, WriteCondition.IfAbsent));

        Assert.Equal(VaultErrors.ConditionsNotHonoured, failure.Error);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws:s3", null, "TAZPOD1001")]
    [InlineData("aws:kms", "", "TAZPOD1001")]
    [InlineData("aws:kms", "a key", "TAZPOD1001")]
    [InlineData("AES256", "alias/vaults", "TAZPOD1004")]
    [InlineData(null, "alias/vaults", "TAZPOD1004")]
    public void An_invalid_encryption_is_refused_before_any_request(string? sse, string? key, string code)
    {
        var options = new S3StoreOptions { Bucket = "vaults", Region = "eu-central-1", Sse = sse, SseKmsKeyId = key };
        Assert.Equal(code, Assert.Throws<VaultException>(() => S3Client.Create(options, NoEnvironment.Find)).Error.Code);
    }
}
