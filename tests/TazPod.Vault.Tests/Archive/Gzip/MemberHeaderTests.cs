using System.Buffers.Binary;
using System.IO.Compression;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Archive.Gzip;

/// <summary>The length in a member is not a hint but part of the format: an archive of ours with wrong lengths is damaged, even if other
/// readers of gzip find nothing wrong with it.</summary>
public sealed class MemberHeaderTests
{
    private const int LengthAt = 16;
    private const int FileSize = 5 * GzipMember.Size / 2;

    public enum Lie
    {
        None,
        OneLess,
        OneMore,
        Zero,
        Negative,
        HeaderAlone,
        BeyondTheEnd,
        Largest,
        TwoMembers,
        AllMembers,
        AnotherName,
        AnotherFieldLength,
        NoField,
    }

    public static TheoryData<Lie, int> Lies
    {
        get
        {
            var lies = new TheoryData<Lie, int>();
            foreach (var lie in Enum.GetValues<Lie>().Except([Lie.None]))
            {
                for (var member = 0; member < 3; member++)
                {
                    // The last two only change the first member. If the first member has no length, the archive is not one of ours.
                    if (member == 0 ? lie < Lie.AnotherName : lie is not (Lie.TwoMembers or Lie.AllMembers))
                    {
                        lies.Add(lie, member);
                    }
                }
            }

            return lies;
        }
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void An_archive_with_a_wrong_length_of_a_member_is_damaged_and_costs_nothing(Lie lie, int member)
    {
        var archive = Archive();
        Assert.Equal(1, Inspect(archive).FileCount);
        var lying = Tell(lie, archive, member);
        Assert.True(lie is Lie.AnotherFieldLength || Reads(lying), "other readers find nothing wrong with it");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<VaultException>(() => Inspect(lying));

        Assert.Same(VaultErrors.ArchiveDamaged, refusal.Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void Members_without_a_length_are_read_like_those_of_any_other_tool()
    {
        var archive = Archive();
        for (var member = 2; member >= 0; member--)
        {
            archive = Tell(Lie.NoField, archive, member);
        }

        Assert.Equal(1, Inspect(archive).FileCount);
    }

    [Fact]
    public void A_length_that_covers_a_member_of_nothing_is_damage()
    {
        var archive = Archive();
        var last = 0;
        while (last + MemberHeader.LengthOf(archive.AsSpan(last))!.Value is var next && next < archive.Length)
        {
            last = next;
        }

        byte[] covering = [.. archive, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.True(Reads(covering), "other readers find nothing wrong with it");
        BinaryPrimitives.WriteInt32LittleEndian(covering.AsSpan(last + LengthAt), covering.Length - last);

        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => Inspect(covering)).Error);
    }

    private static byte[] Tell(Lie lie, byte[] archive, int member)
    {
        var at = 0;
        for (; member > 0; member--)
        {
            at += MemberHeader.LengthOf(archive.AsSpan(at))!.Value;
        }

        var length = MemberHeader.LengthOf(archive.AsSpan(at))!.Value;
        byte[] lying = [.. archive];
        var told = lying.AsSpan(at + LengthAt, 4);
        switch (lie)
        {
            case Lie.AnotherName:
                lying[at + 12] = (byte)'X';
                break;
            case Lie.AnotherFieldLength:
                lying[at + 14] = 3;
                break;
            case Lie.NoField:
                lying[at + 3] = 0;
                return [.. lying[..(at + 10)], .. lying[(at + 10 + MemberHeader.ExtraSize)..]];
            default:
                BinaryPrimitives.WriteInt32LittleEndian(told, lie switch
                {
                    Lie.OneLess => length - 1,
                    Lie.OneMore => length + 1,
                    Lie.Zero => 0,
                    Lie.Negative => -length,
                    Lie.HeaderAlone => 20,
                    Lie.BeyondTheEnd => archive.Length - at + 1,
                    Lie.Largest => int.MaxValue,
                    Lie.TwoMembers => length + MemberHeader.LengthOf(archive.AsSpan(at + length))!.Value,
                    _ => archive.Length,
                });
                break;
        }

        return lying;
    }

    private static bool Reads(byte[] archive)
    {
        using var reader = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var read = new MemoryStream();
        reader.CopyTo(read);
        return read.Length >= FileSize;
    }

    private static ArchiveManifest Inspect(byte[] archive) =>
        ArchiveReader.Inspect(archive, new ArchiveReadOptions(), TestContext.Current.CancellationToken);

    private static byte[] Archive()
    {
        var content = new byte[FileSize];
        new Random(1).NextBytes(content);
        using var packed = new MemoryStream();
        using var members = new GzipMembers(packed);
        var tar = new TarOutput(members);
        tar.BeginFile("file", 0x180, content.Length);
        tar.Content(content);
        tar.EndFile();
        tar.End();
        members.Finish();
        return packed.ToArray();
    }
}
