using TazPod.Testing.S3.Checksums;

namespace TazPod.Testing.S3.State;

/// <summary>A multipart upload that has been started but not finished.</summary>
internal sealed record MultipartUpload(string Id, StoredObject Template, ChecksumAlgorithm? Checksum, bool FullObjectChecksum)
{
    public SortedDictionary<int, StoredObject> Parts { get; } = [];
}
