using System.Net.Http.Headers;

namespace TazPod.Vault.S3.Http;

/// <summary>The parts of the last HTTP response to one of our calls that the SDK does not pass on.</summary>
/// <remarks>Bound to the asynchronous flow of one call, so that concurrent calls do not see each other's data.</remarks>
internal sealed class RawResponseMetadata
{
    private static readonly AsyncLocal<RawResponseMetadata?> Flow = new();

    public static RawResponseMetadata? Current => Flow.Value;

    /// <summary>The response's Date; null before the first response, or when it has none.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>The region of the bucket; null when the store does not say.</summary>
    public string? BucketRegion { get; private set; }

    /// <summary>Whether the response has the request id that every S3 response has and that web servers do not send.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>Whether the response has an object's metadata headers, which web servers do not send either.</summary>
    public bool CarriesLabels { get; private set; }

    /// <summary>The response's ETag, unchanged; null when it has none.</summary>
    public string? ETag { get; private set; }

    /// <summary>The size of the content in bytes; null when the response does not say.</summary>
    public long? Length { get; private set; }

    /// <summary>Starts recording for the calls made from here on in this asynchronous flow.</summary>
    public static RawResponseMetadata Begin() => Flow.Value = new RawResponseMetadata();

    public void Take(bool isMarked, bool carriesLabels, string? etag, long? length) =>
        (IsMarked, CarriesLabels, ETag, Length) = (isMarked, carriesLabels, etag, length);

    public void Take(HttpResponseHeaders headers)
    {
        Date = headers.Date ?? Date;
        if (headers.TryGetValues("x-amz-bucket-region", out var regions))
        {
            BucketRegion = regions.FirstOrDefault();
        }
    }
}
