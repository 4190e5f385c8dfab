namespace TazPod.Testing.S3.Checksums;

/// <summary>A checksum that came with an object and is given back with it.</summary>
/// <param name="Algorithm">Which one.</param>
/// <param name="Value">In base64; of a composite one followed by "-" and the number of parts.</param>
internal sealed record StoredChecksum(ChecksumAlgorithm Algorithm, string Value)
{
    /// <summary>FULL_OBJECT or COMPOSITE.</summary>
    public string Type => Value.Contains('-', StringComparison.Ordinal) ? "COMPOSITE" : "FULL_OBJECT";
}
