using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Time.Testing;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class SigningTests
{
    public static TheoryData<RequestChecksumCalculation, bool?, string> Bodies => new()
    {
        { RequestChecksumCalculation.WHEN_SUPPORTED, null, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" },
        { RequestChecksumCalculation.WHEN_REQUIRED, null, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
        { RequestChecksumCalculation.WHEN_SUPPORTED, false, "" },
        { RequestChecksumCalculation.WHEN_REQUIRED, false, "" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_is_verified_and_unpacked_however_the_client_sends_it(
        RequestChecksumCalculation checksums, bool? chunks, string kind)
    {
        await using var it = await EndpointFixture.StartAsync(client: c => c.RequestChecksumCalculation = checksums);
        var text = new string('x', 200_000) + "end";
        await it.PutAsync("k", text, r =>
        {
            if (chunks is { } value)
                r.UseChunkEncoding = value;
        });
        Assert.Equal(text, Encoding.UTF8.GetString(it.Bucket.Get("k")!.Content.Span));
        var request = Assert.Single(it.S3.Requests);
        Assert.Equal(text.Length, request.BytesIn);
        if (kind.Length > 0)
            Assert.Equal(kind, request.Headers["x-amz-content-sha256"]);
        else
            Assert.Equal(64, request.Headers["x-amz-content-sha256"].Length);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Every_checksum_that_the_SDK_can_compute_is_verified_and_kept(string algorithm)
    {
        await using var it = await EndpointFixture.StartAsync();
        await it.PutAsync("k", "hello", r => r.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm));
        Assert.Equal(algorithm, it.Bucket.Get("k")!.Checksum?.Algorithm.Name);
    }

    [Fact]
    public async Task A_wrong_secret_is_distinguished_from_an_unknown_key()
    {
        await using var it = await EndpointFixture.StartAsync();
        using var wrong = Clients.For(it.S3, credentials: new BasicAWSCredentials(it.S3.AccessKey, "wrong"));
        using var unknown = Clients.For(it.S3, credentials: new BasicAWSCredentials("UNKNOWN", it.S3.SecretKey));
        using var anonymous = Clients.For(it.S3, credentials: new AnonymousAWSCredentials());
        await Refusal.AssertAsync(403, "SignatureDoesNotMatch", () => wrong.GetObjectAsync("vault", "k"));
        await Refusal.AssertAsync(403, "SignatureDoesNotMatch", () => wrong.PutObjectAsync(new() { BucketName = "vault", Key = "k", ContentBody = "x" }));
        await Refusal.AssertAsync(403, "Forbidden", () => wrong.GetObjectMetadataAsync("vault", "k"));
        await Refusal.AssertAsync(403, "InvalidAccessKeyId", () => unknown.GetObjectAsync("vault", "k"));
        await Refusal.AssertAsync(403, "AccessDenied", () => anonymous.GetObjectAsync("vault", "k"));
        Assert.Empty(it.Bucket.Keys);
    }

    [Fact]
    public async Task The_signing_region_must_be_that_of_the_endpoint_unless_the_server_accepts_any()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Aws);
        using var abroad = Clients.For(it.S3, static c => c.AuthenticationRegion = "us-west-2");
        await Refusal.AssertAsync(400, "AuthorizationHeaderMalformed", () => abroad.PutObjectAsync(new() { BucketName = "vault", Key = "k", ContentBody = "x" }));
        it.S3.Quirks = S3Quirks.Aws with { AcceptAnyRegion = true };
        await abroad.PutObjectAsync(new() { BucketName = "vault", Key = "k", ContentBody = "x" });
    }

    [Fact]
    public async Task An_x_amz_header_must_be_signed()
    {
        await using var it = await EndpointFixture.StartAsync();
        var request = new RawRequest(it.S3) { Unsigned = { ["x-amz-meta-smuggled"] = "1" } };
        var (status, body) = await request.PutAsync("UNSIGNED-PAYLOAD", static _ => "x");
        Assert.Equal(403, status);
        Assert.Contains("<HeadersNotSigned>x-amz-meta-smuggled</HeadersNotSigned>", body, StringComparison.Ordinal);
        Assert.Empty(it.Bucket.Keys);
    }

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-14, true)]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public async Task A_clock_may_be_fifteen_minutes_off(int minutes, bool good)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(minutes));
        await using var it = await EndpointFixture.StartAsync(options: new S3EndpointOptions { Clock = clock });
        it.Bucket.Put("k", "hello"u8);
        if (good)
            await it.GetAsync("k");
        else
            await Refusal.AssertAsync(403, "RequestTimeTooSkewed", () => it.GetAsync("k"));
    }

    [Fact]
    public async Task A_temporary_key_needs_its_token_and_expires()
    {
        var temporary = new S3Credential("TEMP", "secret") { SessionToken = "token" };
        var expired = new S3Credential("OLD", "secret") { SessionToken = "token", ExpiresAt = DateTimeOffset.UnixEpoch };
        await using var it = await EndpointFixture.StartAsync(options: new S3EndpointOptions { Credentials = [S3Credential.Default, temporary, expired] });
        it.Bucket.Put("k", "hello"u8);

        using var good = Clients.For(it.S3, credentials: new SessionAWSCredentials("TEMP", "secret", "token"));
        using var other = Clients.For(it.S3, credentials: new SessionAWSCredentials("TEMP", "secret", "other"));
        using var none = Clients.For(it.S3, credentials: new BasicAWSCredentials("TEMP", "secret"));
        using var old = Clients.For(it.S3, credentials: new SessionAWSCredentials("OLD", "secret", "token"));
        await good.GetObjectAsync("vault", "k");
        await Refusal.AssertAsync(400, "InvalidToken", () => other.GetObjectAsync("vault", "k"));
        await Refusal.AssertAsync(403, "InvalidAccessKeyId", () => none.GetObjectAsync("vault", "k"));
        await Refusal.AssertAsync(400, "ExpiredToken", () => old.GetObjectAsync("vault", "k"));
    }

    [Fact]
    public async Task A_credential_has_only_its_own_permissions()
    {
        var reader = new S3Credential("READER", "secret") { Rights = S3Rights.ReadOnly };
        var keeper = new S3Credential("KEEPER", "secret") { Rights = S3Rights.All & ~S3Rights.DeleteObject };
        var blind = new S3Credential("BLIND", "secret") { Rights = S3Rights.All & ~S3Rights.ListBucket };
        await using var it = await EndpointFixture.StartAsync(options: new S3EndpointOptions { Credentials = [S3Credential.Default, reader, keeper, blind] });
        it.Bucket.Put("k", "hello"u8);

        using var readers = Clients.For(it.S3, credentials: new BasicAWSCredentials("READER", "secret"));
        await readers.GetObjectAsync("vault", "k");
        await Refusal.AssertAsync(403, "AccessDenied", () => readers.PutObjectAsync(new() { BucketName = "vault", Key = "l", ContentBody = "x" }));
        await Refusal.AssertAsync(403, "AccessDenied", () => readers.CopyObjectAsync("vault", "k", "vault", "l"));

        using var keepers = Clients.For(it.S3, credentials: new BasicAWSCredentials("KEEPER", "secret"));
        await Refusal.AssertAsync(403, "AccessDenied", () => keepers.DeleteObjectAsync("vault", "k"));
        var errors = await Assert.ThrowsAsync<DeleteObjectsException>(() => keepers.DeleteObjectsAsync(
            new() { BucketName = "vault", Objects = [new() { Key = "k" }] }));
        Assert.Equal("AccessDenied", Assert.Single(errors.Response.DeleteErrors).Code);

        using var blinds = Clients.For(it.S3, credentials: new BasicAWSCredentials("BLIND", "secret"));
        await Refusal.AssertAsync(403, "AccessDenied", () => blinds.GetObjectAsync("vault", "missing"));
        await Refusal.AssertAsync(403, "Forbidden", () => blinds.GetObjectMetadataAsync("vault", "missing"));
        await Refusal.AssertAsync(403, "AccessDenied", () => blinds.ListObjectsV2Async(new() { BucketName = "vault" }));
        Assert.Equal(["k"], it.Bucket.Keys);
    }

    [Theory]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED, null, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED, true, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(RequestChecksumCalculation.WHEN_REQUIRED, true, "UNSIGNED-PAYLOAD")]
    public async Task Over_https_a_body_can_be_unsigned_but_is_signed_by_default(RequestChecksumCalculation checksums, bool? bare, string kind)
    {
        using var certificate = new TestCertificate();
        await using var it = await EndpointFixture.StartAsync(
            options: new S3EndpointOptions { Certificate = certificate.Certificate },
            client: c =>
            {
                c.RequestChecksumCalculation = checksums;
                c.HttpClientFactory = certificate;
            });
        await it.PutAsync("k", "hello", r => r.DisablePayloadSigning = bare);
        Assert.Equal("hello", await it.GetAsync("k"));
        Assert.Equal(kind, it.S3.Requests[0].Headers["x-amz-content-sha256"]);
        Assert.Equal("https", it.S3.Url.Scheme);
    }

    [Fact]
    public async Task RGW_refuses_a_trailing_checksum()
    {
        await using var it = await EndpointFixture.StartAsync(S3Quirks.Rgw);
        await Refusal.AssertAsync(400, "XAmzContentSHA256Mismatch", () => it.PutAsync("k", "hello"));
    }
}
