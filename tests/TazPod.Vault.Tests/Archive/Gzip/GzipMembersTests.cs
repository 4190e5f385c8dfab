using System.IO.Compression;
using TazPod.Vault.Archive.Gzip;

namespace TazPod.Vault.Tests.Archive.Gzip;

public sealed class GzipMembersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(GzipMember.Size)]
    [InlineData((7 * GzipMember.Size) + 12_345)]
    public void The_content_is_unchanged_and_its_bytes_are_the_same_however_it_is_split(int size)
    {
        var content = Content(size);

        var whole = Pack(content, Math.Max(1, size));

        Assert.Equal(whole, Pack(content, 1_000));
        Assert.Equal(content, Unpack(whole));
    }

    [Fact]
    public void Random_bytes_are_stored_and_text_is_packed()
    {
        var random = new byte[GzipMember.Size];
        new Random(1).NextBytes(random);

        Assert.InRange(Pack(random, random.Length).Length, GzipMember.Size, GzipMember.Size + 200);
        Assert.InRange(Pack(new byte[GzipMember.Size], 4096).Length, 1, 3_000);
    }

    [Fact]
    public void Without_finish_nothing_more_is_written()
    {
        using var destination = new MemoryStream();
        using (var packed = new GzipMembers(destination))
        {
            packed.Write(Content(100));
        }

        Assert.Equal(0, destination.Length);
    }

    [Fact]
    public void A_full_destination_stops_it()
    {
        using var destination = new MemoryStream(new byte[1_000]);
        using var packed = new GzipMembers(destination);

        Assert.Throws<NotSupportedException>(() => packed.Write(Content(100 * GzipMember.Size)));
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content.AsSpan(size / 2));
        return content;
    }

    private static byte[] Pack(byte[] content, int piece)
    {
        using var destination = new MemoryStream();
        using var packed = new GzipMembers(destination);
        foreach (var bytes in content.Chunk(piece))
        {
            packed.Write(bytes);
        }

        packed.Finish();
        return destination.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using var reader = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        reader.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
