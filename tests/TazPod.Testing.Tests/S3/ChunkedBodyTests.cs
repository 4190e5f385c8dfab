using System.Text;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class ChunkedBodyTests
{
    private const string Text = "hello world";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    [Fact]
    public async Task Signed_chunks_are_accepted()
    {
        await using var s3 = await StartAsync();
        Assert.Equal(200, (await new RawRequest(s3).PutAsync(SignedChunks, r => Chunks(r, out _) + "\r\n")).Status);
        Assert.Equal(Text, Encoding.ASCII.GetString(s3.Bucket("vault").Get("raw")!.Content.Span));
    }

    [Fact]
    public async Task A_chunk_with_other_content_than_was_signed_is_refused()
    {
        await using var s3 = await StartAsync();
        var (status, body) = await new RawRequest(s3).PutAsync(
            SignedChunks,
            r => Chunks(r, out _).Replace("hello", "jello", StringComparison.Ordinal) + "\r\n");
        Assert.Equal(403, status);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", body, StringComparison.Ordinal);
        Assert.Null(s3.Bucket("vault").Get("raw"));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32:DUoRhQ==", 200, "")]
    [InlineData("x-amz-checksum-crc32:AAAAAA==", 400, "BadDigest")]
    public async Task A_signed_trailer_is_verified(string trailer, int expected, string code)
    {
        await using var s3 = await StartAsync();
        var (status, body) = await new RawRequest(s3).PutAsync(SignedTrailer, r =>
        {
            var chunks = Chunks(r, out var last);
            return $"{chunks}{trailer}\r\nx-amz-trailer-signature:{r.SignTrailer(last, trailer + "\n")}\r\n\r\n";
        });
        Assert.Equal(expected, status);
        Assert.Contains(code, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trailer_with_a_wrong_signature_is_refused()
    {
        await using var s3 = await StartAsync();
        var (status, _) = await new RawRequest(s3).PutAsync(
            SignedTrailer,
            r => $"{Chunks(r, out var last)}x-amz-checksum-crc32:DUoRhQ==\r\nx-amz-trailer-signature:{r.SignTrailer(last, "other\n")}\r\n\r\n");
        Assert.Equal(403, status);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32:DUoRhQ==", 200)]
    [InlineData("x-amz-checksum-crc32:AAAAAA==", 400)]
    [InlineData("x-amz-checksum-crc32c:yZRlqg==", 200)]
    [InlineData("x-amz-checksum-crc32c:AAAAAA==", 400)]
    [InlineData("x-amz-checksum-crc64nvme:jSnVw/bqjr4=", 200)]
    [InlineData("x-amz-checksum-crc64nvme:AAAAAAAAAAA=", 400)]
    [InlineData("x-amz-checksum-sha1:Kq5sNclPz7QV2+lfQIuc6R7oRu0=", 200)]
    [InlineData("x-amz-checksum-sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", 400)]
    public async Task An_unsigned_trailer_is_verified(string trailer, int expected)
    {
        await using var s3 = await StartAsync();
        var (status, _) = await new RawRequest(s3).PutAsync(UnsignedTrailer, _ => $"b\r\n{Text}\r\n0\r\n{trailer}\r\n\r\n");
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("b\r\nhello")]
    [InlineData("b\r\nhello world\r\n")]
    [InlineData("5\r\nhello world\r\n0\r\n\r\n")]
    [InlineData("zz\r\nhello world\r\n0\r\n\r\n")]
    [InlineData("")]
    public async Task A_cut_or_misframed_body_is_refused(string body)
    {
        await using var s3 = await StartAsync();
        var (status, answer) = await new RawRequest(s3).PutAsync(UnsignedTrailer, _ => body);
        Assert.Equal(400, status);
        Assert.Contains("<Code>IncompleteBody</Code>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_length_than_declared_is_refused()
    {
        await using var s3 = await StartAsync();
        var (status, _) = await new RawRequest(s3).PutAsync(
            UnsignedTrailer,
            _ => $"b\r\n{Text}\r\n0\r\n\r\n",
            ("x-amz-decoded-content-length", "12"));
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_plain_body_must_have_the_signed_hash()
    {
        await using var s3 = await StartAsync();
        var (status, body) = await new RawRequest(s3).PutAsync(new string('0', 64), _ => Text);
        Assert.Equal(400, status);
        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", body, StringComparison.Ordinal);
        Assert.Equal(200, (await new RawRequest(s3).PutAsync("UNSIGNED-PAYLOAD", _ => Text)).Status);
    }

    private static Task<S3Endpoint> StartAsync() => S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = ["vault"] });

    /// <summary>"hello" and " world" and the last chunk, signed.</summary>
    private static string Chunks(RawRequest request, out string lastSignature)
    {
        var first = request.SignChunk(request.Signature, "hello");
        var second = request.SignChunk(first, " world");
        lastSignature = request.SignChunk(second, "");
        return $"5;chunk-signature={first}\r\nhello\r\n6;chunk-signature={second}\r\n world\r\n0;chunk-signature={lastSignature}\r\n";
    }
}
