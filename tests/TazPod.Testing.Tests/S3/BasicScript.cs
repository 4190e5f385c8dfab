using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace TazPod.Testing.Tests.S3;

/// <summary>A walk through all S3 requests of a vault, recorded line by line so that two servers can be compared.</summary>
internal static class BasicScript
{
    public static async Task<IReadOnlyList<string>> RunAsync(AmazonS3Client client, string bucket)
    {
        var lines = new List<string>();
        async Task StepAsync(string step, Func<Task<object>> action)
        {
            try
            {
                lines.Add($"{step}: {await action()}");
            }
            catch (AmazonS3Exception e)
            {
                lines.Add($"{step}: {(int)e.StatusCode} {e.ErrorCode}");
            }
        }

        async Task<object> PutAsync(string key, string text, string? match = null, string? none = null)
        {
            var request = new PutObjectRequest { BucketName = bucket, Key = key, IfMatch = match, IfNoneMatch = none };
            request.InputStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            request.Metadata["content-sha256"] = "sha-of-" + text;
            var response = await client.PutObjectAsync(request);
            return $"{(int)response.HttpStatusCode} {response.ETag}";
        }

        async Task<object> HeadAsync(string key)
        {
            var head = await client.GetObjectMetadataAsync(bucket, key);
            return $"{head.ContentLength} {head.ETag} {head.Metadata["content-sha256"]}";
        }

        async Task<object> GetAsync(GetObjectRequest request)
        {
            request.BucketName = bucket;
            using var response = await client.GetObjectAsync(request);
            using var reader = new StreamReader(response.ResponseStream);
            return $"{(int)response.HttpStatusCode} {await reader.ReadToEndAsync()}";
        }

        async Task<object> CopyAsync(string from, string to)
        {
            var response = await client.CopyObjectAsync(bucket, from, bucket, to);
            return $"{response.ETag} {response.LastModified is not null}";
        }

        async Task<object> ListAsync(ListObjectsV2Request request)
        {
            request.BucketName = bucket;
            var page = await client.ListObjectsV2Async(request);
            var entries = (page.S3Objects ?? []).Select(o => $"{o.Key}={o.Size}={o.ETag}").Concat(page.CommonPrefixes ?? []);
            return $"{page.KeyCount} {page.IsTruncated} {string.Join(' ', entries)}";
        }

        await StepAsync("location", async () => (await client.GetBucketLocationAsync(bucket)).Location.Value);
        await StepAsync("head missing", () => HeadAsync("latest"));
        await StepAsync("get missing", () => GetAsync(new() { Key = "latest" }));
        await StepAsync("copy missing", () => CopyAsync("latest", "copy"));
        await StepAsync("delete missing", async () => (int)(await client.DeleteObjectAsync(bucket, "latest")).HttpStatusCode);
        await StepAsync("list empty", () => ListAsync(new()));
        await StepAsync("put new", () => PutAsync("latest", "one", none: "*"));
        await StepAsync("put new again", () => PutAsync("latest", "two", none: "*"));
        var etag = (await client.GetObjectMetadataAsync(bucket, "latest")).ETag.Trim('"');
        await StepAsync("put on the right one", () => PutAsync("latest", "two", match: etag));
        await StepAsync("put on the wrong one", () => PutAsync("latest", "three", match: etag));
        await StepAsync("head", () => HeadAsync("latest"));
        await StepAsync("get", () => GetAsync(new() { Key = "latest" }));
        await StepAsync("get a range", () => GetAsync(new() { Key = "latest", ByteRange = new ByteRange(1, 1) }));
        await StepAsync("get beyond", () => GetAsync(new() { Key = "latest", ByteRange = new ByteRange(9, 10) }));
        await StepAsync("get changed", () => GetAsync(new() { Key = "latest", EtagToNotMatch = $"\"{etag}\"" }));
        var current = (await client.GetObjectMetadataAsync(bucket, "latest")).ETag;
        await StepAsync("get unchanged", () => GetAsync(new() { Key = "latest", EtagToNotMatch = current }));
        await StepAsync("get another", () => GetAsync(new() { Key = "latest", EtagToMatch = "\"other\"" }));
        await StepAsync("copy", () => CopyAsync("latest", "history/a b+ü"));
        await StepAsync("head of the copy", () => HeadAsync("history/a b+ü"));
        await StepAsync("copy onto itself", () => CopyAsync("latest", "latest"));
        await StepAsync("list", () => ListAsync(new()));
        await StepAsync("list one", () => ListAsync(new() { MaxKeys = 1 }));
        await StepAsync("list a prefix", () => ListAsync(new() { Prefix = "history/" }));
        await StepAsync("list rolled up", () => ListAsync(new() { Delimiter = "/" }));
        await StepAsync("list after", () => ListAsync(new() { StartAfter = "history/a b+ü" }));
        await StepAsync("delete the bucket", async () => (int)(await client.DeleteBucketAsync(bucket)).HttpStatusCode);
        await StepAsync("delete both", async () =>
        {
            var response = await client.DeleteObjectsAsync(new()
            {
                BucketName = bucket,
                Objects = [new() { Key = "latest" }, new() { Key = "history/a b+ü" }, new() { Key = "never there" }],
            });
            return string.Join(' ', response.DeletedObjects.Select(d => d.Key).Order(StringComparer.Ordinal));
        });
        await StepAsync("bad digest", async () => (int)(await client.PutObjectAsync(new()
        {
            BucketName = bucket,
            Key = "bad",
            ContentBody = "x",
            MD5Digest = Convert.ToBase64String(new byte[16]),
        })).HttpStatusCode);
        await StepAsync("list nothing", () => ListAsync(new()));
        return lines;
    }
}
