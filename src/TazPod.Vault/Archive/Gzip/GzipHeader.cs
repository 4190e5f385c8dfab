namespace TazPod.Vault.Archive.Gzip;

/// <summary>Where the parts of a gzip header end (RFC 1952, 2.3).</summary>
/// <param name="ExtraEnd">The end of the extra fields, or of the fixed part without any.</param>
/// <param name="NamesEnd">The end of the file name and the comment.</param>
/// <param name="End">The end of the header. Between the names and the end there may be a checksum.</param>
internal sealed record GzipHeader(int ExtraEnd, int NamesEnd, int End)
{
    /// <summary>The flag of a header that ends with a checksum of itself.</summary>
    public const byte ChecksumFlag = 2;

    private const byte NameFlag = 8;
    private const byte CommentFlag = 16;
    private const byte ReservedFlags = 0xe0;
    private const int FixedSize = 10;
    private const int ChecksumSize = 2;

    /// <summary>The header of an archive's first member; null if the archive does not begin with one.</summary>
    public static GzipHeader? Of(ReadOnlySpan<byte> archive)
    {
        if (!ExtraFields.IsGzip(archive) || (archive[ExtraFields.FlagsAt] & ReservedFlags) != 0)
        {
            return null;
        }

        var flags = archive[ExtraFields.FlagsAt];
        var extraEnd = (flags & ExtraFields.Flag) == 0 ? FixedSize : ExtraFields.EndOf(archive);
        var nameEnd = (flags & NameFlag) == 0 ? extraEnd : TextEnd(archive, extraEnd);
        var namesEnd = (flags & CommentFlag) == 0 ? nameEnd : TextEnd(archive, nameEnd);
        var end = namesEnd + ((flags & ChecksumFlag) == 0 ? 0 : ChecksumSize);
        return end <= archive.Length ? new GzipHeader(extraEnd!.Value, namesEnd!.Value, end.Value) : null;
    }

    // A text ends with a zero byte.
    private static int? TextEnd(ReadOnlySpan<byte> archive, int? start) =>
        start is { } from && archive[from..].IndexOf((byte)0) is >= 0 and var length ? from + length + 1 : null;
}
