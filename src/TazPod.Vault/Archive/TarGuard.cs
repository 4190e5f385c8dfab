using System.Text;
using System.Text.Unicode;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>Watches a tar on its way to the framework's reader and stops it at the first header that is not beyond doubt.</summary>
/// <remarks>The framework's reader takes a blank checksum for the end, skips malformed extended records, believes any length an
/// extended header claims, and does not look behind the end marker. This is a second, strict reader of the same bytes; what the
/// two read differently is refused by <see cref="ArchivePass"/>.</remarks>
internal sealed class TarGuard(Stream tar, ArchiveLimits limits) : Stream
{
    private const int BlockSize = 512;
    private const int LongestExtendedHeader = 1 << 20;
    private readonly byte[] block = new byte[BlockSize];
    private State state;
    private int filled;
    private long rest;
    private long position;
    private char extensionType;
    private byte[] extension = [];
    private PaxRecords? pax;
    private byte[]? longName;
    private bool hasLongLink;

    private enum State
    {
        Header,
        Extension,
        Content,
        End,
    }

    /// <summary>The last entry's header that went through; null before the first.</summary>
    public TarHeader? Current { get; private set; }

    /// <summary>Entries and global headers that went through.</summary>
    public int Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="VaultException">TAZPOD3003, TAZPOD3004, TAZPOD3005: what comes next must not be read.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = tar.Read(buffer);
        if (count == 0 && buffer.Length > 0 && state != State.End)
        {
            throw Damaged("it ends before its end marker");
        }

        Watch(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left behind the end marker: nothing but zeros.</summary>
    public void ReadToEnd(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (Read(buffer) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        position += bytes.Length;
        if (position > limits.UnpackedBytes)
        {
            throw TooLarge("it unpacks to");
        }

        while (!bytes.IsEmpty)
        {
            bytes = bytes[Step(bytes)..];
        }
    }

    private int Step(ReadOnlySpan<byte> bytes)
    {
        switch (state)
        {
            case State.Header:
                return StepHeader(bytes);
            case State.Extension:
                return StepExtension(bytes);
            case State.Content:
                var count = (int)Math.Min(rest, bytes.Length);
                rest -= count;
                state = rest == 0 ? State.Header : State.Content;
                return count;
            default:
                return bytes.ContainsAnyExcept((byte)0) ? throw Damaged("something follows its end marker") : bytes.Length;
        }
    }

    private int StepHeader(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(BlockSize - filled, bytes.Length);
        bytes[..count].CopyTo(block.AsSpan(filled));
        filled += count;
        if (filled == BlockSize)
        {
            filled = 0;
            TakeHeader();
        }

        return count;
    }

    private int StepExtension(ReadOnlySpan<byte> bytes)
    {
        var count = (int)Math.Min(rest, bytes.Length);
        var done = Padded(extension.Length) - rest;
        if (done < extension.Length)
        {
            bytes[..(int)Math.Min(count, extension.Length - done)].CopyTo(extension.AsSpan((int)done));
        }

        rest -= count;
        if (rest == 0)
        {
            state = State.Header;
            TakeExtension();
        }

        return count;
    }

    private void TakeHeader()
    {
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            state = pax is null && longName is null && !hasLongLink ? State.End : throw Damaged("it ends behind an extended header");
            return;
        }

        CheckChecksum();
        var size = Number(block.AsSpan(124, 12)) ?? throw Damaged("a size is not a number");
        var type = block[156] == 0 ? '0' : (char)block[156];
        if (type is 'x' or 'g' or 'L' or 'K')
        {
            BeginExtension(type, size);
        }
        else
        {
            TakeEntry(type, pax?.Size ?? size);
        }
    }

    private void BeginExtension(char type, long size)
    {
        var isSecond = type switch { 'x' => pax is not null, 'L' => longName is not null, 'K' => hasLongLink, _ => false };
        if (size > LongestExtendedHeader || isSecond)
        {
            throw Damaged("an extended header is too long, or comes twice");
        }

        extensionType = type;
        extension = new byte[size];
        rest = Padded(size);
        state = State.Extension;
        if (rest == 0)
        {
            state = State.Header;
            TakeExtension();
        }
    }

    private void TakeExtension()
    {
        switch (extensionType)
        {
            case 'x':
                pax = PaxRecords.Parse(extension);
                break;
            case 'L':
                longName = extension.AsSpan().TrimEnd((byte)0).ToArray();
                break;
            case 'K':
                hasLongLink = true;
                break;
            default:
                if (PaxRecords.Parse(extension) is not { Path: null, Size: null })
                {
                    throw VaultErrors.ArchiveUnsafe.With(
                        "the archive holds a header that renames or resizes every entry after it", "Pack the tree again without it.");
                }

                CountOne();
                Current = new TarHeader('g', "", 0);
                break;
        }
    }

    private void TakeEntry(char type, long size)
    {
        CountOne();
        var name = Name();
        (pax, longName, hasLongLink) = (null, null, false);
        if (type is not ('0' or '7') && type is >= '0' and <= '6' && size != 0)
        {
            throw Damaged($"{EntryName.Quote(name)} cannot have content and declares {size} bytes");
        }

        if (size > limits.UnpackedBytes - position)
        {
            throw TooLarge($"{EntryName.Quote(name)} alone declares {size} bytes; all together are");
        }

        Current = new TarHeader(type, name, size);
        rest = Padded(size);
        state = rest == 0 ? State.Header : State.Content;
    }

    private void CountOne()
    {
        if (++Count > limits.Entries)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"the archive in the vault is too large: more than {limits.Entries} entries",
                "Split the tree: a vault is made for secrets.");
        }
    }

    private string Name()
    {
        var raw = pax?.Path ?? longName ?? HeaderName();
        return Utf8.IsValid(raw)
            ? Encoding.UTF8.GetString(raw)
            : throw VaultErrors.ArchiveUnsafe.With(
                $"the archive holds {EntryName.Quote(raw)}, which is never extracted: its path is not valid UTF-8",
                "Rename it where the vault was made, and save again.");
    }

    private byte[] HeaderName()
    {
        var name = UpToNul(block.AsSpan(0, 100));

        // Only POSIX headers have a prefix; old GNU ones, "ustar" and two blanks, keep times there.
        var prefix = block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? UpToNul(block.AsSpan(345, 155)) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private void CheckChecksum()
    {
        var sum = 8 * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        if (Number(block.AsSpan(148, 8)) != sum)
        {
            throw Damaged("a header's checksum is wrong");
        }
    }

    /// <summary>An octal number, blanks in front and a blank or NUL behind; or GNU's binary form. Null when it is neither, or negative.</summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            // 0x80: positive and binary; 0xff: negative. Beyond 8 bytes nothing can be meant.
            var high = field[..^8];
            return high[0] == 0x80 && !high[1..].ContainsAnyExcept((byte)0)
                && System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(field[^8..]) is >= 0 and var binary
                ? binary
                : null;
        }

        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = (value << 3) | (long)(digit - '0');
        }

        return value;
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;

    private static long Padded(long size) => (size + BlockSize - 1) / BlockSize * BlockSize;

    private static VaultException Damaged(string why) =>
        VaultErrors.ArchiveDamaged.With($"the archive in the vault is damaged: {why}", "Take another copy of the vault.");

    private VaultException TooLarge(string what) => VaultErrors.ArchiveTooLarge.With(
        $"the archive in the vault is too large: {what} more than {limits.UnpackedBytes} bytes",
        "Take another copy of the vault, or keep large files out of it.");
}
