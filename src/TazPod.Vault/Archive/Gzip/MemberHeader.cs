using System.Buffers.Binary;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The header of our gzip members. It records the length of the member, so a reader can find where each member starts without
/// unpacking the previous ones, and unpack on all cores.</summary>
/// <remarks>The length is an extra field (RFC 1952, 2.3.1.1) named <c>TP</c>, four bytes, little-endian. Other fields may stand beside
/// it (<see cref="ExtraFields"/>).</remarks>
internal static class MemberHeader
{
    /// <summary>How many bytes the extra field adds to a member.</summary>
    public const int ExtraSize = 10;

    /// <summary>Bytes of the field itself.</summary>
    public const int FieldSize = ExtraFields.HeadSize + sizeof(int);

    private const int PlainSize = 10;
    private const int Size = PlainSize + ExtraSize;
    private const int TrailerSize = 8;

    private static ReadOnlySpan<byte> Name => "TP"u8;

    /// <summary>Writes the length into a member that has room for it in front.</summary>
    /// <param name="member"><see cref="ExtraSize"/> bytes of any content, then a member whose header has no optional fields.</param>
    public static void Complete(Span<byte> member)
    {
        member.Slice(ExtraSize, PlainSize).CopyTo(member);
        if (member[ExtraFields.FlagsAt] != 0)
        {
            throw new InvalidOperationException("the framework's gzip header has optional fields");
        }

        member[ExtraFields.FlagsAt] = ExtraFields.Flag;
        BinaryPrimitives.WriteUInt16LittleEndian(member[PlainSize..], FieldSize);
        WriteField(member[ExtraFields.FirstAt..], member.Length);
    }

    /// <summary>Writes the field.</summary>
    /// <param name="field">Where it goes.</param>
    /// <param name="length">The length of the member.</param>
    public static void WriteField(Span<byte> field, int length)
    {
        Name.CopyTo(field);
        BinaryPrimitives.WriteUInt16LittleEndian(field[Name.Length..], sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(field[ExtraFields.HeadSize..], length);
    }

    /// <summary>Whether an archive begins like one of ours: with a member that states a length, correct or not.</summary>
    public static bool IsFirst(ReadOnlySpan<byte> archive) => Stated(archive) is not null;

    /// <summary>Whether an archive consists only of such members, and all except the last unpack to the same size.</summary>
    public static bool IsThroughout(ReadOnlySpan<byte> archive)
    {
        while (!archive.IsEmpty)
        {
            if (LengthOf(archive) is not { } length)
            {
                return false;
            }

            var content = BinaryPrimitives.ReadUInt32LittleEndian(archive[(length - sizeof(int))..]);
            archive = archive[length..];
            if (content != GzipMember.Size && (content > GzipMember.Size || !archive.IsEmpty))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The length in bytes of the first member; null if it states none, or more than the bytes available.</summary>
    public static int? LengthOf(ReadOnlySpan<byte> archive) =>
        Stated(archive) is { } length && length >= ExtraFields.EndOf(archive) + TrailerSize && length <= archive.Length ? length : null;

    private static int? Stated(ReadOnlySpan<byte> archive) =>
        archive.Length >= Size && archive[ExtraFields.FlagsAt] == ExtraFields.Flag && ExtraFields.Find(archive, Name) is { } field
        && archive[field] is { Length: sizeof(int) } length
            ? BinaryPrimitives.ReadInt32LittleEndian(length)
            : null;
}
