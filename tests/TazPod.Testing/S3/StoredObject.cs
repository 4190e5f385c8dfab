using TazPod.Testing.S3.Checksums;

namespace TazPod.Testing.S3;

/// <summary>One version of an object as the endpoint stores it.</summary>
public sealed record StoredObject
{
    internal const string NullVersion = "null";

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The content.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The ETag without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was written; whole seconds, as in S3.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The user's metadata, names without <c>x-amz-meta-</c>, case-insensitive.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = NoHeaders;

    /// <summary>Content-Type, Cache-Control and the like, which a GET returns.</summary>
    public IReadOnlyDictionary<string, string> ContentHeaders { get; init; } = NoHeaders;

    /// <summary>The requested server-side encryption; null when none was requested.</summary>
    public string? Encryption { get; init; }

    /// <summary>The requested KMS key; null when none was requested.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>The version id; "null" when the bucket had no versioning.</summary>
    public string VersionId { get; init; } = NullVersion;

    /// <summary>Whether this version marks the object as deleted.</summary>
    public bool IsDeleteMarker { get; init; }

    internal StoredChecksum? Checksum { get; init; }

    internal static IReadOnlyDictionary<string, string> NoHeaders { get; } = new Dictionary<string, string>();
}
