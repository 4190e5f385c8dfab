using System.Security.Cryptography;

namespace TazPod.Testing.S3.Checksums;

/// <summary>A checksum that S3 accepts in a header or a trailer.</summary>
internal sealed class ChecksumAlgorithm
{
    private readonly Func<ReadOnlyMemory<byte>, byte[]> compute;

    private ChecksumAlgorithm(string name, Func<ReadOnlyMemory<byte>, byte[]> compute)
    {
        Name = name;
        this.compute = compute;
    }

    public static ChecksumAlgorithm Crc32 { get; } = Crc("CRC32", 32, 0xEDB88320);

    public static ChecksumAlgorithm Crc32C { get; } = Crc("CRC32C", 32, 0x82F63B78);

    public static ChecksumAlgorithm Crc64Nvme { get; } = Crc("CRC64NVME", 64, 0x9A6C9329AC4BC9B5);

#pragma warning disable CA5350 // The protocol names SHA-1; it protects nothing here.
    public static ChecksumAlgorithm Sha1 { get; } = new("SHA1", static data => SHA1.HashData(data.Span));
#pragma warning restore CA5350

    public static ChecksumAlgorithm Sha256 { get; } = new("SHA256", static data => SHA256.HashData(data.Span));

    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256];

    /// <summary>The name as in x-amz-checksum-algorithm, upper case.</summary>
    public string Name { get; }

    /// <summary>The header or trailer for the value.</summary>
    public string Header => "x-amz-checksum-" + Name.ToLowerInvariant();

    /// <summary>The XML element for the value.</summary>
    public string Element => "Checksum" + Name;

    public static ChecksumAlgorithm? Named(string? name) =>
        All.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));

    public byte[] Compute(ReadOnlyMemory<byte> data) => compute(data);

    public string Base64Of(ReadOnlyMemory<byte> data) => Convert.ToBase64String(compute(data));

    private static ChecksumAlgorithm Crc(string name, int bits, ulong polynomial)
    {
        var crc = new ReflectedCrc(bits, polynomial);
        return new(name, data => crc.Compute(data.Span));
    }
}
