using System.Buffers.Binary;
using System.IO.Compression;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Archive.Gzip;

public sealed class MembersContentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(GzipMember.Size)]
    [InlineData(GzipMember.Size + 1)]
    [InlineData((21 * GzipMember.Size) + 12_345)]
    public void The_content_is_read_in_order_whatever_the_size_of_its_pieces(int size)
    {
        var content = Content(size);
        var packed = Pack(content);
        Assert.True(MemberHeader.IsThroughout(packed));
        foreach (var piece in new[] { 1_000, 1 << 20 })
        {
            using var unpacked = new MembersContent(packed);
            using var read = new MemoryStream();
            unpacked.CopyTo(read, piece);
            Assert.Equal(content, read.ToArray());
            Assert.Equal(0, unpacked.Read(new byte[1]));
        }
    }

    [Fact]
    public void Every_other_reader_of_gzip_reads_the_same()
    {
        var content = Content((3 * GzipMember.Size) + 7);
        using var read = new MemoryStream();
        using var reader = new GZipStream(new MemoryStream(Pack(content)), CompressionMode.Decompress);
        reader.CopyTo(read);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public void Another_archive_is_not_mistaken_for_one_of_these()
    {
        var packed = Pack(Content((2 * GzipMember.Size) + 100));
        Assert.False(MemberHeader.IsThroughout(packed.AsSpan(..^1)));
        Assert.False(MemberHeader.IsThroughout([.. packed, 0]));
        Assert.False(MemberHeader.IsThroughout([.. packed, .. packed])); // a short member that is not the last
        using var plain = new MemoryStream();
        using (var packer = new GZipStream(plain, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write("content"u8);
        }

        Assert.False(MemberHeader.IsThroughout(plain.ToArray()));
        Assert.False(MemberHeader.IsThroughout([.. packed, .. plain.ToArray()]));
    }

    // Data after the member but within its declared length would be skipped by some readers and refused by others.
    [Fact]
    public void A_member_that_declares_more_than_its_length_is_refused()
    {
        var first = Pack(Content(GzipMember.Size));
        byte[] longer = [.. first, .. new byte[12], .. first[^4..]];
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(16), longer.Length);
        byte[] archive = [.. longer, .. Pack(Content(5))];
        Assert.True(MemberHeader.IsThroughout(archive));
        Refuses(archive);
    }

    [Fact]
    public void A_member_with_more_content_than_declared_is_refused()
    {
        var large = Pack(new byte[GzipMember.Size]);
        byte[] two = [.. large, .. large];
        BinaryPrimitives.WriteInt32LittleEndian(two.AsSpan(16), two.Length);
        Assert.True(MemberHeader.IsThroughout(two));
        Refuses(two);
    }

    [Fact]
    public void A_flipped_bit_in_any_member_is_detected_after_the_content_before_it()
    {
        var content = Content(4 * GzipMember.Size);
        var packed = Pack(content);
        var third = packed.Length * 5 / 8;
        packed[third] ^= 1;
        using var unpacked = new MembersContent(packed);
        var read = new byte[2 * GzipMember.Size];
        unpacked.ReadExactly(read);
        Assert.Equal(content[..read.Length], read);
        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => unpacked.ReadExactly(new byte[2 * GzipMember.Size])).Error);
    }

    [Fact]
    public void Reading_can_stop_before_its_end()
    {
        using var unpacked = new MembersContent(Pack(Content(40 * GzipMember.Size)));
        unpacked.ReadExactly(new byte[10]);
    }

    private static void Refuses(byte[] archive)
    {
        using var unpacked = new MembersContent(archive);
        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => unpacked.CopyTo(Stream.Null)).Error);
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        var random = new Random(size);
        for (var i = 0; i < size; i += GzipMember.Size)
        {
            random.NextBytes(content.AsSpan(i, Math.Min(GzipMember.Size / 2, size - i)));
        }

        return content;
    }

    private static byte[] Pack(byte[] content)
    {
        using var destination = new MemoryStream();
        using var packed = new GzipMembers(destination);
        packed.Write(content);
        packed.Finish();
        return destination.ToArray();
    }
}
