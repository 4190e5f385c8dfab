using System.IO.Compression;
using System.Text;

namespace TazPod.Vault.Tests.Archive;

/// <summary>Tars built block by block, as no honest writer would build them.</summary>
internal sealed class TarBytes
{
    private readonly List<byte> blocks = [];

    public static byte[] Gzip(byte[] content)
    {
        if (content.Length == 0)
        {
            // For empty content, the framework writes no member at all.
            return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, .. new byte[8]];
        }

        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] PaxRecord(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        var length = rest + $"{rest}".Length;
        length = rest + $"{length}".Length;
        return Encoding.UTF8.GetBytes($"{length} {key}={value}\n");
    }

    public TarBytes File(string name, string content = "x", int mode = 0b110_100_100) =>
        Entry('0', name, Encoding.UTF8.GetBytes(content), mode);

    public TarBytes Directory(string name, int mode = 0b111_101_101) => Entry('5', name, [], mode);

    public TarBytes HardLink(string name, string target) => Entry('1', Encoding.UTF8.GetBytes(name), [], target: target);

    public TarBytes Entry(
        char type, string name, byte[]? content = null, int mode = 0b110_100_100, string? size = null, string? checksum = null) =>
        Entry(type, Encoding.UTF8.GetBytes(name), content ?? [], mode, size, checksum);

    public TarBytes Entry(
        char type, byte[] name, byte[] content, int mode = 0b110_100_100, string? size = null, string? checksum = null, string target = "")
    {
        var block = new byte[512];
        name.AsSpan(0, Math.Min(100, name.Length)).CopyTo(block);
        Put(block, 100, Convert.ToString(mode, 8).PadLeft(7, '0'));
        Put(block, 124, size ?? Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        Put(block, 148, "        ");
        block[156] = (byte)type;
        Put(block, 157, target);
        Put(block, 257, "ustar\0" + "00");
        Put(block, 148, checksum ?? Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0");
        blocks.AddRange(block);
        return Raw(content).Raw(new byte[(512 - (content.Length % 512)) % 512]);
    }

    public TarBytes Raw(byte[] bytes)
    {
        blocks.AddRange(bytes);
        return this;
    }

    public byte[] Cut() => Gzip([.. blocks]);

    public byte[] End() => Raw(new byte[1024]).Cut();

    private static void Put(byte[] block, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(block, at);
}
