using System.IO.Compression;
using System.Security.Cryptography;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>What a gzip file holds, read to its very end: every member's CRC and length are right and nothing follows the last.</summary>
/// <remarks>The framework's stream checks a trailer that is there, but takes a missing one, and garbage behind it, for the end.
/// So a member of our own with random content is put behind the archive: it comes out last only if all before it was whole.</remarks>
internal sealed class GzipContent : Stream
{
    private const int MarkSize = 16;
    private readonly byte[] mark = RandomNumberGenerator.GetBytes(MarkSize);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly GZipStream unpacked;
    private int start;
    private int end;
    private bool ended;

    public GzipContent(ReadOnlyMemory<byte> archive) =>
        unpacked = new GZipStream(new MarkedStream(archive, Member(mark)), CompressionMode.Decompress);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // What may turn out to be the mark is held back until the end is known.
    private int Available => end - start - (ended ? 0 : MarkSize);

    /// <exception cref="VaultException">TAZPOD3003: the gzip stream is damaged, cut, or followed by something else.</exception>
    public override int Read(Span<byte> destination)
    {
        while (Available <= 0 && !ended)
        {
            Fill();
        }

        var count = Math.Min(Available, destination.Length);
        buffer.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(buffer);
        unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Member(byte[] content)
    {
        var member = new MemoryStream();
        using (var packer = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            packer.Write(content);
        }

        return member.ToArray();
    }

    private void Fill()
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        int count;
        try
        {
            count = unpacked.Read(buffer.AsSpan(end));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Damaged(exception);
        }

        end += count;
        if (count > 0)
        {
            return;
        }

        if (!buffer.AsSpan(0, end).EndsWith(mark))
        {
            throw Damaged(null);
        }

        end -= MarkSize;
        ended = true;
    }

    private static VaultException Damaged(Exception? cause) => VaultErrors.ArchiveDamaged.With(
        "the archive in the vault is not a whole gzip file: it is damaged, cut, or followed by something else",
        "Take another copy of the vault.",
        cause);

    // The decompressor forgets the rest of a chunk behind a finished member when that rest is no member, and goes on with
    // the next chunk. So the end of the archive and the mark always travel in one chunk.
    private sealed class MarkedStream(ReadOnlyMemory<byte> archive, byte[] mark) : Stream
    {
        private const int Together = 1024;
        private int position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> destination)
        {
            var rest = archive.Length - position;
            if (rest < 0)
            {
                return 0;
            }

            if (rest + mark.Length <= destination.Length)
            {
                archive.Span[position..].CopyTo(destination);
                mark.CopyTo(destination[rest..]);
                position = archive.Length + 1;
                return rest + mark.Length;
            }

            var count = Math.Min(destination.Length, rest - Together);
            archive.Span.Slice(position, count).CopyTo(destination);
            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
