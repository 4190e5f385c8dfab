using System.Net.Http.Headers;

namespace TazPod.Vault.S3.Http;

/// <summary>What the SDK does not pass on from the last HTTP answer to one of our calls.</summary>
/// <remarks>Bound to the asynchronous flow of one call, so that calls that run at the same time do not see each other's.</remarks>
internal sealed class RawResponseMetadata
{
    private static readonly AsyncLocal<RawResponseMetadata?> Flow = new();

    public static RawResponseMetadata? Current => Flow.Value;

    /// <summary>The answer's Date; null while there was no answer, or one without it.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>The region that the bucket is in, when the store told.</summary>
    public string? BucketRegion { get; private set; }

    /// <summary>Whether it carries what S3 servers name every answer with, and web servers do not.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>Whether it carries labels of an object, which web servers do not send either.</summary>
    public bool CarriesLabels { get; private set; }

    /// <summary>Its ETag, as it came; null without one.</summary>
    public string? ETag { get; private set; }

    /// <summary>How many bytes its content has, where it tells.</summary>
    public long? Length { get; private set; }

    /// <summary>Begins notes for the calls made from here on in this asynchronous flow.</summary>
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
