namespace TazPod.Testing.S3.Checksums;

/// <summary>A checksum that was sent with an object and is returned with it.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Value">The value in base64; for a composite checksum followed by "-" and the number of parts.</param>
internal sealed record StoredChecksum(ChecksumAlgorithm Algorithm, string Value)
{
    /// <summary>FULL_OBJECT or COMPOSITE.</summary>
    public string Type => Value.Contains('-', StringComparison.Ordinal) ? "COMPOSITE" : "FULL_OBJECT";
}
