using System.Buffers.Binary;

namespace TazPod.Testing.S3.Checksums;

/// <summary>A CRC of 32 or 64 bits with reflected polynomial and inverted start and end, computed eight bytes at a time.</summary>
internal sealed class ReflectedCrc
{
    private readonly int bytes;
    private readonly ulong ones;
    private readonly ulong[][] tables = new ulong[8][];

    public ReflectedCrc(int bits, ulong polynomial)
    {
        bytes = bits / 8;
        ones = ulong.MaxValue >> (64 - bits);
        for (var t = 0; t < tables.Length; t++)
        {
            tables[t] = new ulong[256];
            for (var i = 0; i < 256; i++)
            {
                var previous = t == 0 ? (ulong)i : tables[t - 1][i];
                tables[t][i] = t == 0 ? Shift(previous, polynomial) : tables[0][previous & 0xFF] ^ (previous >> 8);
            }
        }
    }

    /// <summary>The check value of the data, most significant byte first, as in S3.</summary>
    public byte[] Compute(ReadOnlySpan<byte> data)
    {
        var crc = ones;
        for (; data.Length >= 8; data = data[8..])
        {
            var x = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            crc = tables[7][x & 0xFF] ^ tables[6][(x >> 8) & 0xFF] ^ tables[5][(x >> 16) & 0xFF] ^ tables[4][(x >> 24) & 0xFF]
                ^ tables[3][(x >> 32) & 0xFF] ^ tables[2][(x >> 40) & 0xFF] ^ tables[1][(x >> 48) & 0xFF] ^ tables[0][x >> 56];
        }

        foreach (var b in data)
            crc = tables[0][(crc ^ b) & 0xFF] ^ (crc >> 8);

        var result = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(result, crc ^ ones);
        return result[^bytes..];
    }

    private static ulong Shift(ulong value, ulong polynomial)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
        return value;
    }
}
