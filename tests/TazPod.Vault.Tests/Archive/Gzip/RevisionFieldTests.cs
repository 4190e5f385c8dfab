using System.Buffers.Binary;
using System.IO.Compression;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Archive.Gzip;

public sealed class RevisionFieldTests
{
    private const string Id = "000102030405060708090a0b0c0d0e0f";
    private static readonly VaultRevision Revision = new(7, Id, 1_780_000_000);
    private static readonly byte[] Field = [(byte)'T', (byte)'V', 32, 0, 7, 0, 0, 0, 0, 0, 0, 0, .. Little(1_780_000_000), .. Convert.FromHexString(Id)];

    // What else the header of another tool's archive can have.
    public static TheoryData<string> Headers => ["plain", "name", "name and comment", "checksum", "everything", "malformed fields"];

    [Fact]
    public void It_is_the_second_extra_field_of_our_own_first_member()
    {
        var archive = With(Ours(), Revision);

        byte[] expected = [0x1f, 0x8b, 8, 4, .. archive[4..10], 44, 0, (byte)'T', (byte)'P', 4, 0, .. archive[16..20], .. Field];
        Assert.Equal(expected, archive[..56]);
        Assert.Equal(Revision, RevisionField.Read(archive));
        Assert.True(MemberHeader.IsThroughout(archive));
        Assert.Equal(1, Inspect(archive));
        Assert.Equal(Unpacked(Ours()), Unpacked(archive));
    }

    [Fact]
    public void Another_one_takes_its_place()
    {
        var archive = With(Ours(), Revision);
        var next = VaultRevision.After(7, DateTimeOffset.UnixEpoch);

        var replaced = With(archive, next);

        Assert.Equal(archive.Length, replaced.Length);
        Assert.Equal(next, RevisionField.Read(replaced));
        Assert.Equal((8, 0), (next.Number, next.SealedAt));
        Assert.Matches("^[0-9a-f]{32}$", next.Id);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void It_is_added_to_what_another_tool_packed(string header)
    {
        var foreign = Foreign(header);
        Assert.Equal(VaultRevision.None, RevisionField.Read(foreign));
        Assert.Equal(Unpacked(Ours()), Unpacked(foreign));

        var archive = With(foreign, Revision);

        Assert.Equal(Revision, RevisionField.Read(archive));
        Assert.Equal(1, Inspect(archive));
        Assert.Equal(Unpacked(Ours()), Unpacked(archive));
        Assert.Equal(archive, With(archive, Revision));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(60_000)]
    public void Other_extra_fields_of_any_length_are_passed_over(int size)
    {
        byte[] other = [(byte)'X', (byte)'Y', .. Little16(size), .. new byte[size]];

        Assert.Equal(1, Inspect(WithExtra(Foreign("plain"), other)));
        Assert.Equal(Revision, RevisionField.Read(WithExtra(Foreign("plain"), [.. other, .. Field])));
        Assert.Equal(1, Inspect(WithExtra(Foreign("plain"), [.. other, .. Field])));
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("too high")]
    [InlineData("negative")]
    [InlineData("shorter")]
    [InlineData("longer")]
    public void A_wrong_one_is_damage(string how)
    {
        byte[] high = [.. Field[..4], .. Little(VaultRevision.Limit), .. Field[12..]];
        byte[] field = how switch
        {
            "twice" => [.. Field, .. Field],
            "too high" => high,
            "negative" => [.. Field[..4], .. Little(-1), .. Field[12..]],
            "shorter" => [Field[0], Field[1], 31, 0, .. Field[4..^1]],
            _ => [Field[0], Field[1], 33, 0, .. Field[4..], 0],
        };
        var archive = WithExtra(Foreign("plain"), field);

        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => RevisionField.Read(archive)).Error);
        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => Inspect(archive)).Error);
        Assert.Null(RevisionField.TryRead(archive));
        Assert.Null(RevisionField.Replace(archive, Revision));
    }

    [Fact]
    public void The_highest_one_is_read_and_never_exceeded()
    {
        var highest = new VaultRevision(VaultRevision.Limit - 1, Id, 0);

        Assert.Equal(highest, RevisionField.Read(With(Ours(), highest)));
        Assert.Equal(highest.Number, VaultRevision.After(highest.Number, DateTimeOffset.UnixEpoch).Number);
        Assert.Equal(highest.Number, VaultRevision.After(long.MaxValue, DateTimeOffset.UnixEpoch).Number);
    }

    [Fact]
    public void A_wrong_length_of_the_first_member_is_not_hidden()
    {
        var archive = Ours();
        archive[19] = 0x80; // a negative one

        Assert.Null(RevisionField.Replace(archive, Revision));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1f8b0804")]
    [InlineData("1f8b080800000000000341")] // a name without an end
    [InlineData("504b030414000000000000000000")]
    public void What_is_no_gzip_has_none_and_gets_none(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Equal(VaultRevision.None, RevisionField.Read(bytes));
        Assert.Null(RevisionField.Replace(bytes, Revision));
    }

    private static byte[] With(byte[] archive, VaultRevision revision)
    {
        var (header, replaced) = RevisionField.Replace(archive, revision)!.Value;
        return [.. header, .. archive[replaced..]];
    }

    private static byte[] WithExtra(byte[] plain, byte[] extra) => [.. plain[..3], 4, .. plain[4..10], .. Little16(extra.Length), .. extra, .. plain[10..]];

    private static byte[] Foreign(string header)
    {
        var packed = Packed(Unpacked(Ours()));
        byte[] name = [.. "vault.tar\0"u8];
        byte[] comment = [.. "a comment\0"u8];
        return header switch
        {
            "plain" => packed,
            "name" => Header(8, name),
            "name and comment" => Header(24, [.. name, .. comment]),
            "checksum" => Checked(2, []),
            "everything" => Checked(4 + 8 + 16 + 2, [5, 0, 1, 2, 1, 0, 9, .. name, .. comment]),
            _ => Header(4, [5, 0, (byte)'T', (byte)'V', 200, 0, 0]),
        };

        byte[] Header(byte flags, byte[] rest) => [.. packed[..3], flags, .. packed[4..10], .. rest, .. packed[10..]];

        byte[] Checked(byte flags, byte[] rest)
        {
            byte[] start = [.. packed[..3], flags, .. packed[4..10], .. rest];
            return [.. start, .. Packed(start)[^8..^6], .. packed[10..]];
        }
    }

    // Its trailer begins with the CRC-32 of the content.
    private static byte[] Packed(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] Ours()
    {
        using var packed = new MemoryStream();
        using var members = new GzipMembers(packed);
        var tar = new TarOutput(members);
        tar.BeginFile("file", 0x180, 600_000);
        tar.Content(new byte[600_000]);
        tar.EndFile();
        tar.End();
        members.Finish();
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] archive)
    {
        using var reader = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var read = new MemoryStream();
        reader.CopyTo(read);
        return read.ToArray();
    }

    private static int Inspect(byte[] archive) =>
        ArchiveReader.Inspect(archive, new ArchiveReadOptions(), TestContext.Current.CancellationToken).FileCount;

    private static byte[] Little(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Little16(int number) => [(byte)number, (byte)(number >> 8)];
}
