namespace TazPod.Testing.S3;

/// <summary>One request as the endpoint received it. Faults are matched against it, and it is recorded with its outcome.</summary>
public sealed record S3Request
{
    /// <summary>The place in the order of arrival, from 1, since the endpoint started.</summary>
    public required long Number { get; init; }

    /// <summary>The name of the S3 API operation, such as "PutObject"; "Unknown" if there is none.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The bucket, or "".</summary>
    public required string Bucket { get; init; }

    /// <summary>The decoded key, or "".</summary>
    public required string Key { get; init; }

    /// <summary>The decoded query parameters.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The headers; names are case-insensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The status of the response; 0 if there was none, as when a fault closed the connection.</summary>
    public int Status { get; init; }

    /// <summary>The S3 error code of the response, if any.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Bytes of content received, without the framing of signed chunks.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of body sent.</summary>
    public long BytesOut { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Operation} {Bucket}/{Key} -> {Status} {ErrorCode}".TrimEnd();
}
