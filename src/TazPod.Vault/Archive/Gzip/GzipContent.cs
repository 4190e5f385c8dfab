using System.IO.Compression;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The content of a gzip file, read to its very end. The CRC and length of every member are correct and nothing follows the
/// last.</summary>
/// <remarks>The framework's stream checks a trailer that exists, but treats a missing trailer, and trailing garbage, as the end. So at the
/// end we feed it a member of our own with random content (<see cref="GzipMark"/>). That content is returned, alone, only if everything
/// before it was complete.</remarks>
internal sealed class GzipContent : ReadOnlyStream
{
    private readonly GzipMark mark;
    private readonly MarkedInput input;
    private readonly GZipStream unpacked;
    private bool ended;

    public GzipContent(ReadOnlyMemory<byte> archive)
        : this(archive, new GzipMark())
    {
    }

    /// <summary>Uses a mark that is shared with others.</summary>
    public GzipContent(ReadOnlyMemory<byte> archive, GzipMark mark)
    {
        this.mark = mark;
        input = new MarkedInput(archive, mark.Member);
        unpacked = new GZipStream(input, CompressionMode.Decompress);
    }

    /// <summary>The bytes of the archive that were read. Can be asked from any thread.</summary>
    public long Consumed => input.Consumed;

    /// <exception cref="VaultException">TAZPOD3003: the gzip stream is damaged, truncated, or followed by other data.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (ended || buffer.IsEmpty)
        {
            return 0;
        }

        var count = Unpack(buffer);
        if (count == 0)
        {
            CheckEnd();
            ended = true;
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        input.GiveMark();
        Span<byte> last = stackalloc byte[GzipMark.Size + 1];
        var count = 0;
        while (count < last.Length && Unpack(last[count..]) is > 0 and var more)
        {
            count += more;
        }

        if (input.IsEmpty || !last[..count].SequenceEqual(mark.Content))
        {
            throw Damaged(null);
        }
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !MemoryFailures.IsOne(exception))
        {
            throw Damaged(exception);
        }
    }

    public static VaultException Damaged(Exception? cause) => VaultErrors.ArchiveDamaged.With(
        "the archive in the vault is not a valid gzip file: it is damaged, truncated, or followed by other data",
        "Use an older copy: PullVault --index=2.",
        cause);

    // After a finished member, the decompressor drops the rest of a chunk that does not begin another member, and starts over with the next
    // chunk. So the last byte of the archive is held back and sent together with the mark: trailing garbage makes the mark disappear, too.
    private sealed class MarkedInput(ReadOnlyMemory<byte> archive, byte[] mark) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> rest = archive.IsEmpty ? archive : archive[..^1];
        private bool isMarkGiven;
        private long consumed;

        public bool IsEmpty => archive.IsEmpty;

        public long Consumed => Interlocked.Read(ref consumed);

        public void GiveMark()
        {
            isMarkGiven = true;
            rest = archive.IsEmpty ? mark : (byte[])[archive.Span[^1], .. mark];
        }

        public override int Read(Span<byte> buffer)
        {
            if (isMarkGiven && buffer.Length < rest.Length)
            {
                throw new InvalidDataException("the mark must travel in one chunk");
            }

            var count = Math.Min(buffer.Length, rest.Length);
            rest.Span[..count].CopyTo(buffer);
            rest = rest[count..];
            Interlocked.Add(ref consumed, count);
            return count;
        }
    }
}
