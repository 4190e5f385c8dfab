using System.Buffers.Binary;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>Finds the extra fields in the header of a gzip member (RFC 1952, 2.3.1.1). Every gzip reader, including Go's, skips fields that
/// it does not know.</summary>
internal static class ExtraFields
{
    /// <summary>Bytes of a field's name and length.</summary>
    public const int HeadSize = 4;

    /// <summary>Where the first field starts in a member that has any.</summary>
    public const int FirstAt = 12;

    /// <summary>Where the flags are.</summary>
    public const int FlagsAt = 3;

    /// <summary>The flag of a member that has extra fields.</summary>
    public const byte Flag = 4;

    private static ReadOnlySpan<byte> Start => [0x1f, 0x8b, 8];

    /// <summary>Whether an archive begins with the whole fixed part of a gzip header.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> member) => member.Length >= FirstAt && member.StartsWith(Start);

    /// <summary>Where the extra fields end, whatever their content; null if the member has none, or is cut off before.</summary>
    public static int? EndOf(ReadOnlySpan<byte> member) =>
        IsGzip(member) && (member[FlagsAt] & Flag) != 0
        && FirstAt + BinaryPrimitives.ReadUInt16LittleEndian(member[(FirstAt - sizeof(ushort))..]) is var end && end <= member.Length
            ? end
            : null;

    /// <summary>Finds a field.</summary>
    /// <param name="member">The member, or the archive that begins with it.</param>
    /// <param name="name">The two bytes of the field's name.</param>
    /// <param name="from">Where to begin: at a field's start.</param>
    /// <returns>Where its content is; null if there is no such field. Behind a field that is cut off there are no others.</returns>
    public static Range? Find(ReadOnlySpan<byte> member, ReadOnlySpan<byte> name, int from = FirstAt)
    {
        var end = EndOf(member) ?? 0;
        while (from + HeadSize <= end)
        {
            var content = from + HeadSize;
            var next = content + BinaryPrimitives.ReadUInt16LittleEndian(member[(content - sizeof(ushort))..]);
            if (next > end)
            {
                return null;
            }

            if (member[from..].StartsWith(name))
            {
                return content..next;
            }

            from = next;
        }

        return null;
    }
}
