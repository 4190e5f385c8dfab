using TazPod.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

/// <summary>Every refusal quotes the store's own message, and only gives advice that fits it.</summary>
public sealed class DenialTests
{
    private const string User = "User: arn:aws:sts::123456789012:assumed-role/ci/run is not authorized to perform: ";
    private const string Key = "arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-0000-4000-8000-000000000000";

    public static TheoryData<string, string, string> Sentences => new()
    {
        { "AccessDenied", "Access Denied", "Allow {right}" },
        { "AccessDenied", "Access Denied.", "Allow {right}" },
        { "AccessDenied", User + "s3:GetObject on resource: \"arn:aws:s3:::vaults/a b\"", "Allow s3:GetObject on arn:aws:s3:::vaults/a for" },
        { "AccessDenied", User + "s3:GetObjectVersion on resource: \"arn:aws:s3:::vaults/k\" because no identity-based policy allows the s3:GetObjectVersion action", "Allow s3:GetObjectVersion on arn:aws:s3:::vaults/k for these credentials" },
        { "AccessDenied", User + $"kms:Decrypt on resource: {Key} because no identity-based policy allows the kms:Decrypt action", $"Allow kms:Decrypt on {Key} for these credentials" },
        { "AccessDenied", User + $"kms:GenerateDataKey on resource: {Key} with an explicit deny in a resource-based policy", "the owner of the KMS key (key policy) has to lift it for kms:GenerateDataKey" },
        { "AccessDenied", User + "kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access", "Allow kms:Decrypt on the KMS key" },
        { "AccessDenied", User + "s3:PutObject on resource: \"arn:aws:s3:::vaults/k\" with an explicit deny in a service control policy", "the administrator of the AWS organization has to lift it" },
        { "AccessDenied", User + "s3:PutObject on resource: \"arn:aws:s3:::vaults/k\" with an explicit deny in a resource-based policy", "the owner of the bucket (bucket policy) has to lift it for s3:PutObject. If it requires server-side encryption, set vault.sse" },
        { "AccessDenied", User + "s3:ListBucket on resource: \"arn:aws:s3:::vaults\" because no VPC endpoint policy allows the s3:ListBucket action", "the operator of the VPC endpoint that this network uses has to allow s3:ListBucket on arn:aws:s3:::vaults" },
        { "AccessDenied", User + "s3:ListBucket on resource: \"arn:aws:s3:::vaults\" because no permissions boundary allows the s3:ListBucket action", "the administrator of these credentials' permissions boundary" },
        { "AccessDenied", User + "s3:ListBucket on resource: \"arn:aws:s3:::vaults\" because no session policy allows the s3:ListBucket action", "the issuer of this session" },
        { "AccessDenied", User + "s3:ListBucket on resource: \"arn:aws:s3:::vaults\" with an explicit deny in an identity-based policy", "the administrator of these credentials' policies has to lift it" },
        { "AccessDenied", "Cannot upload files, storage cap exceeded. See the Caps & Alerts page to increase your cap.", "is full" },
        { "QuotaExceeded", "", "is full" },
        { "AllAccessDisabled", "All access to this object has been disabled", "No permission helps" },
        { "AccountProblem", "There is a problem with your account that prevents the operation from completing successfully.", "the account's owner" },
        { "AccessDenied", "Requests are served on Tuesdays only", "ask its operator" },
        { "TuesdaysOnly", "", "ask its operator" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task The_sentence_is_quoted_and_the_advice_fits_it(string code, string sentence, string advice)
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(403, code, sentence));
        foreach (var (name, ask, right) in Requests(store.Client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);

            Assert.True(failure.Error == VaultErrors.AccessDenied, $"{name}: {failure.Error.Code}");
            Assert.Contains(code, failure.Message, StringComparison.Ordinal);
            Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
            Assert.Contains(advice.Replace("{right}", right, StringComparison.Ordinal), failure.Hint, StringComparison.Ordinal);
            if (!advice.Contains("{right}", StringComparison.Ordinal) && !sentence.Contains(right, StringComparison.Ordinal))
            {
                Assert.DoesNotContain(right, failure.Hint, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_refused_deletion_of_a_key_has_the_sentence_and_the_advice_too()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On("DeleteObjects", Fault.DeleteError(_ => true, "AccessDenied"));

        var error = Assert.Single((await store.Client.DeleteObjectsAsync([TestStore.Key])).Errors);

        Assert.False(string.IsNullOrEmpty(error.Message));
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public async Task The_permission_for_a_setting_of_the_bucket_is_reported_with_the_sentence()
    {
        await using var store = await TestStore.StartAsync();
        var sentence = User + "s3:GetEncryptionConfiguration on resource: \"arn:aws:s3:::vaults\" with an explicit deny in a service control policy";
        store.Endpoint.Faults.On("GetBucketEncryption", Fault.Status(403, "AccessDenied", sentence));

        var answer = await ((IBucketSettings)store.Client).ReadAsync(BucketSetting.Encryption);

        Assert.Equal(BucketSettingState.NotPermitted, answer.State);
        Assert.Contains(sentence, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")]
    [InlineData("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")]
    public async Task A_refusal_of_the_credentials_or_the_clock_is_quoted(string code, string sentence)
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(403, code, sentence));
        foreach (var (_, ask, _) in Requests(store.Client))
        {
            Assert.Contains(sentence, (await Assert.ThrowsAsync<VaultException>(ask)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sentence_is_one_truncated_line_and_cannot_reorder_text_in_the_terminal()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(403, "AccessDenied", "first\nsecond \u202Eeslaf " + new string('x', 5000)));

        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));

        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('\u202E', failure.Message);
        Assert.Contains("first second \\u202eeslaf", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 100, 900);
    }

    [Fact]
    public async Task The_advice_uses_the_whole_sentence_but_the_quotation_is_truncated()
    {
        await using var store = await TestStore.StartAsync();
        var sentence = $"{User}s3:ListBucket on resource: \"arn:aws:s3:::{new string('x', 500)}\" with an explicit deny in a service control policy";
        store.Endpoint.Faults.On("ListObjectsV2", Fault.Status(403, "AccessDenied", sentence));
        store.Endpoint.Faults.On("DeleteObjects", Fault.Status(403, "AccessDenied", sentence));

        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));

        Assert.DoesNotContain("explicit deny", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the administrator of the AWS organization has to lift it for s3:ListBucket", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_very_long_resource_is_not_named_in_the_advice()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(403, "AccessDenied", $"{User}s3:ListBucket on resource: \"arn:aws:s3:::{new string('x', 500)}\""));

        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));

        Assert.Equal("Allow s3:ListBucket for these credentials, or use others.", failure.Hint);
    }

    [Theory]
    [InlineData(404, "NoSuchBucket", "TAZPOD2001")]
    [InlineData(404, "NoSuchKey", "TAZPOD2002")]
    [InlineData(301, "PermanentRedirect", "TAZPOD1001")]
    [InlineData(400, "AuthorizationHeaderMalformed", "TAZPOD1001")]
    [InlineData(400, "InvalidBucketName", "TAZPOD2010")]
    [InlineData(400, "RequestTimeout", "TAZPOD2004")]
    [InlineData(400, "BadDigest", "TAZPOD2005")]
    [InlineData(418, "Teapot", "TAZPOD2005")]
    public async Task Every_other_refusal_is_quoted_too_unless_it_has_no_message(int status, string code, string row)
    {
        const string sentence = "These are the words of the store about a region";
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Faults.On(_ => true, Fault.Status(status, code, sentence));
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));
        Assert.Equal(row, failure.Error.Code);
        Assert.Contains($"\"{sentence}\"", failure.Message, StringComparison.Ordinal);

        store.Endpoint.Faults.Clear();
        store.Endpoint.Faults.On(_ => true, Fault.Status(status, code, ""));
        Assert.DoesNotContain('"', (await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""))).Message);
    }

    [Fact]
    public async Task A_secret_that_the_store_echoes_is_masked_before_the_sentence_is_cut_or_escaped()
    {
        await using var store = await TestStore.StartAsync();
        var secret = store.Options.SecretAccessKey!;
        store.Endpoint.Faults.On(_ => true, Fault.Status(403, "AccessDenied", $"{new string('x', 390)}{secret} {secret}"));

        var failure = await Assert.ThrowsAsync<VaultException>(() => store.Client.ListObjectsAsync(""));

        Assert.DoesNotContain(secret[..8], failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "<html><body>Sign in</body></html>")]
    [InlineData(403, "<html><body>Sign in</body></html>")]
    [InlineData(401, "")]
    [InlineData(403, "")]
    public async Task A_web_page_is_not_a_denial(int status, string page)
    {
        await using var console = await HttpDouble.StartAsync((_, _) => (status, page), "text/html; charset=utf-8");
        await using var store = await TestStore.StartAsync();
        using var client = store.With(options => options with { Endpoint = new Uri(console.Url) });
        foreach (var (_, ask, _) in Requests(client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.Equal(VaultErrors.StoreFailed, failure.Error);
            Assert.Contains("S3 server", failure.Hint, StringComparison.Ordinal);
            Assert.DoesNotContain("s3:", failure.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_archived_object_has_its_own_error()
    {
        await using var store = await TestStore.StartAsync();
        store.Endpoint.Bucket(TestStore.Bucket).Put(TestStore.Key, new byte[100]);
        store.Endpoint.Faults.On(
            r => r.Operation is "GetObject" or "CopyObject",
            Fault.Status(403, "InvalidObjectState", "The operation is not valid for the object's storage class"));
        foreach (var ask in new Func<Task>[]
        {
            () => store.Client.GetObjectAsync(TestStore.Key),
            () => store.Client.CopyObjectAsync(TestStore.Key, "0123", "copy"),
        })
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.Equal(VaultErrors.ObjectArchived, failure.Error);
            Assert.Contains("RestoreObject", failure.Hint, StringComparison.Ordinal);
            Assert.Contains("storage class", failure.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Name, Func<Task> Ask, string Right)> Requests(S3Client client)
    {
        yield return ("head", () => client.HeadObjectAsync(TestStore.Key), "s3:GetObject");
        yield return ("get", () => client.GetObjectAsync(TestStore.Key), "s3:GetObject");
        yield return ("put", () => client.PutObjectAsync(TestStore.Key, new byte[3], new Dictionary<string, string>(), WriteCondition.None), "s3:PutObject");
        yield return ("copy", () => client.CopyObjectAsync(TestStore.Key, "0123", "copy"), "s3:GetObject and s3:PutObject");
        yield return ("list", () => client.ListObjectsAsync("tazpod/"), "s3:ListBucket");
        yield return ("delete", () => client.DeleteObjectsAsync([TestStore.Key]), "s3:DeleteObject");
        yield return ("create", () => client.CreateBucketAsync(), "s3:CreateBucket");
    }
}
