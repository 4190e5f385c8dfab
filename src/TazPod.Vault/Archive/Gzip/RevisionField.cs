using System.Buffers.Binary;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The revision in an archive: the extra field <c>TV</c> of its first member.</summary>
/// <remarks>32 bytes, little-endian: the number (8), the time in Unix seconds (8), and the id (16). It is sealed with the archive, so only
/// those who can seal a vault can write it.</remarks>
internal static class RevisionField
{
    private const int Size = sizeof(long) + sizeof(long) + VaultRevision.IdSize;

    private static ReadOnlySpan<byte> Name => "TV"u8;

    /// <summary>Reads it.</summary>
    /// <returns><see cref="VaultRevision.None"/> if there is none.</returns>
    /// <exception cref="VaultException">TAZPOD3003: it is there twice, of another size, or its number is 2^62 or more.</exception>
    public static VaultRevision Read(ReadOnlySpan<byte> archive) => TryRead(archive) ?? throw VaultErrors.ArchiveDamaged.With(
        "the revision in the vault is damaged", "Use an older copy: PullVault --index=2.");

    /// <summary>Reads it; null if it is damaged.</summary>
    /// <returns><see cref="VaultRevision.None"/> if there is none.</returns>
    public static VaultRevision? TryRead(ReadOnlySpan<byte> archive)
    {
        if (ExtraFields.Find(archive, Name) is not { } range)
        {
            return VaultRevision.None;
        }

        var field = archive[range];
        return field.Length == Size && ExtraFields.Find(archive, Name, range.End.Value) is null
            && BinaryPrimitives.ReadUInt64LittleEndian(field) < VaultRevision.Limit
                ? new VaultRevision(
                    BinaryPrimitives.ReadInt64LittleEndian(field),
                    Convert.ToHexStringLower(field[(2 * sizeof(long))..]),
                    BinaryPrimitives.ReadInt64LittleEndian(field[sizeof(long)..]))
                : null;
    }

    /// <summary>The header of an archive's first member, with another revision. Extra fields that are not ours are left out.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="revision">The revision.</param>
    /// <returns>The header, and how many bytes of the archive it replaces; null if the archive does not begin with a gzip header. Also if
    /// that is damaged, which must not be hidden.</returns>
    public static (byte[] Header, int Replaced)? Replace(ReadOnlySpan<byte> archive, VaultRevision revision)
    {
        var length = MemberHeader.LengthOf(archive);
        if (GzipHeader.Of(archive) is not { } old || TryRead(archive) is null || (length is null && MemberHeader.IsFirst(archive)))
        {
            return null;
        }

        var names = archive[old.ExtraEnd..old.NamesEnd];
        var extra = (length is null ? 0 : MemberHeader.FieldSize) + ExtraFields.HeadSize + Size;
        var header = new byte[ExtraFields.FirstAt + extra + names.Length];
        archive[..(ExtraFields.FirstAt - sizeof(ushort))].CopyTo(header);
        header[ExtraFields.FlagsAt] = (byte)((header[ExtraFields.FlagsAt] | ExtraFields.Flag) & ~GzipHeader.ChecksumFlag);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(ExtraFields.FirstAt - sizeof(ushort)), (ushort)extra);
        var rest = header.AsSpan(ExtraFields.FirstAt);
        if (length is { } stated)
        {
            MemberHeader.WriteField(rest, stated + header.Length - old.End);
            rest = rest[MemberHeader.FieldSize..];
        }

        Write(rest, revision);
        names.CopyTo(rest[(ExtraFields.HeadSize + Size)..]);
        return (header, old.End);
    }

    private static void Write(Span<byte> field, VaultRevision revision)
    {
        Name.CopyTo(field);
        BinaryPrimitives.WriteUInt16LittleEndian(field[Name.Length..], Size);
        field = field[ExtraFields.HeadSize..];
        BinaryPrimitives.WriteInt64LittleEndian(field, revision.Number);
        BinaryPrimitives.WriteInt64LittleEndian(field[sizeof(long)..], revision.SealedAt);
        Convert.FromHexString(revision.Id).CopyTo(field[(2 * sizeof(long))..]);
    }
}
