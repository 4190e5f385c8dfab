using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive.Tar;

/// <summary>Reads a tar, header by header, and stops at the first doubtful header.</summary>
/// <remarks>Supports ustar, POSIX extended and GNU long-name headers. The framework's reader is not sufficient: it treats a blank checksum
/// as the end, trusts any length that an extended header claims, does not look past the end marker, and refuses valid extended records
/// whose value contains a line feed.</remarks>
internal sealed class TarInput(Stream tar, ArchiveLimits limits)
{
    private const int BlockSize = 512;
    private const int LongestExtension = 1 << 20;
    private readonly byte[] block = new byte[BlockSize];
    private long position;
    private long content;
    private int padding;
    private int count;

    /// <summary>Skips the rest of the current entry and reads the next. Null at the end, after which there are only zeros.</summary>
    /// <exception cref="VaultException">TAZPOD3003, TAZPOD3004, TAZPOD3005: the next entry must not be read.</exception>
    public TarHeader? Next(CancellationToken cancellationToken)
    {
        Skip(content + padding, cancellationToken);
        PaxRecords? pax = null;
        byte[]? longName = null;
        byte[]? longTarget = null;
        while (ReadHeader(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = Number(block.AsSpan(124, 12)) ?? throw Damaged("a size is not a number");
            var type = block[156] == 0 ? '0' : (char)block[156];
            switch (type)
            {
                case 'x' when pax is null:
                    pax = PaxRecords.Parse(ReadExtension(size));
                    break;
                case 'L' when longName is null:
                    longName = ReadExtension(size).TrimEnd((byte)0).ToArray();
                    break;
                case 'K' when longTarget is null:
                    longTarget = ReadExtension(size).TrimEnd((byte)0).ToArray();
                    break;
                case 'x' or 'L' or 'K':
                    throw Damaged("an extended header appears twice");
                case 'g':
                    CheckGlobal(PaxRecords.Parse(ReadExtension(size)));
                    break;
                default:
                    var target = type == '1' ? Name(pax?.Target ?? longTarget ?? UpToNul(block.AsSpan(157, 100)).ToArray()) : "";
                    return Entry(
                        pax is { IsSparse: true } ? 'S' : type, Name(pax?.Path ?? longName ?? HeaderName()), pax?.Size ?? size, target);
            }
        }

        return pax is null && longName is null && longTarget is null ? null : throw Damaged("it ends after an extended header");
    }

    /// <summary>Whether the current entry's content was read to its end.</summary>
    public bool IsAtEndOfContent => content == 0;

    /// <summary>Reads the current entry's content; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, content)];
        Fill(wanted);
        content -= wanted.Length;
        return wanted.Length;
    }

    /// <summary>Counts the extracted size of a hard link, a copy of a file in the archive, as if the content were stored again. Some
    /// writers do store it, and POSIX allows it; the content must then be as long as the file, and is skipped.</summary>
    /// <exception cref="VaultException">TAZPOD3003: its length differs; TAZPOD3005: the archive exceeds the limits.</exception>
    public void CountCopy(TarHeader link, long size)
    {
        if (link.Size != 0)
        {
            _ = link.Size == size ? true : throw Damaged($"{EntryName.Quote(link.Name)}, a hard link to {size} bytes, declares {link.Size}");
            return;
        }

        if (size + PaddingOf(size) > limits.UnpackedBytes - position)
        {
            throw TooLarge($"with {EntryName.Quote(link.Name)}, a hard link to {size} bytes, it unpacks to");
        }

        position += size + PaddingOf(size);
    }

    private TarHeader Entry(char type, string name, long size, string target)
    {
        CountOne();
        if (type is >= '2' and <= '6' && size != 0)
        {
            throw Damaged($"{EntryName.Quote(name)} cannot have content but declares {size} bytes");
        }

        if (size > limits.UnpackedBytes - position)
        {
            throw TooLarge($"with {EntryName.Quote(name)}, which declares {size} bytes, it unpacks to");
        }

        var mode = Number(block.AsSpan(100, 8)) ?? throw Damaged($"the mode of {EntryName.Quote(name)} is not a number");
        (content, padding) = (size, PaddingOf(size));
        return new TarHeader(type, name, (int)(mode & 0xFFF), size, target);
    }

    // Returns false at the end marker.
    private bool ReadHeader(CancellationToken cancellationToken)
    {
        Fill(block);
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadTail(cancellationToken);
            return false;
        }

        var sum = 8 * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        return Number(block.AsSpan(148, 8)) == sum ? true : throw Damaged("a header's checksum is wrong");
    }

    private void ReadTail(CancellationToken cancellationToken)
    {
        while (tar.Read(block) is > 0 and var read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Advance(read);
            if (block.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw Damaged("its end marker is followed by other data");
            }
        }
    }

    private ReadOnlySpan<byte> ReadExtension(long size)
    {
        if (size > LongestExtension)
        {
            throw Damaged("an extended header is too long");
        }

        var extension = new byte[size + PaddingOf(size)];
        Fill(extension);
        return extension.AsSpan(0, (int)size);
    }

    private void CheckGlobal(PaxRecords records)
    {
        CountOne();
        if (records is not { Path: null, Target: null, Size: null, IsSparse: false })
        {
            throw VaultErrors.ArchiveUnsafe.With(
                "the archive holds a header that renames or resizes every entry after it", "Pack the tree again without it.");
        }
    }

    private static string Name(byte[] raw) => Utf8.IsValid(raw)
        ? Encoding.UTF8.GetString(raw)
        : throw VaultErrors.ArchiveUnsafe.With(
            $"the archive holds {EntryName.Quote(raw)}, which is never extracted: its path is not valid UTF-8",
            "Rename it where the vault was created, and save again.");

    private byte[] HeaderName()
    {
        var name = UpToNul(block.AsSpan(0, 100));

        // Only POSIX headers have a prefix. Old GNU headers ("ustar" and two blanks) store times there.
        var prefix = block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? UpToNul(block.AsSpan(345, 155)) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private void CountOne()
    {
        if (++count > limits.Entries)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"the archive in the vault is too large: more than {limits.Entries} entries",
                "Use another copy of the vault; this one has too many files for a vault of secrets.");
        }
    }

    private void Skip(long bytes, CancellationToken cancellationToken)
    {
        for (; bytes > 0; bytes -= BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(block.AsSpan(0, (int)Math.Min(BlockSize, bytes)));
        }

        (content, padding) = (0, 0);
    }

    private void Fill(Span<byte> buffer)
    {
        var read = tar.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Advance(read);
        if (read < buffer.Length)
        {
            throw Damaged("it ends before its end marker");
        }
    }

    private void Advance(int bytes)
    {
        position += bytes;
        if (position > limits.UnpackedBytes)
        {
            throw TooLarge("it unpacks to");
        }
    }

    // Either an octal number with leading blanks and a trailing blank or NUL, or GNU's binary form. Null if it is invalid or negative.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return Binary(field);
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

    // A first byte of 0x80 means binary and positive, 0xff negative. A value that needs more than 63 bits is invalid.
    private static long? Binary(ReadOnlySpan<byte> field)
    {
        Span<byte> digits = stackalloc byte[field.Length];
        field.CopyTo(digits);
        digits[0] &= 0x7f;
        var value = BinaryPrimitives.ReadInt64BigEndian(digits[^8..]);
        return value < 0 || digits[..^8].ContainsAnyExcept((byte)0) ? null : value;
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;

    private static int PaddingOf(long size) => (int)((BlockSize - (size % BlockSize)) % BlockSize);

    private static VaultException Damaged(string why) =>
        VaultErrors.ArchiveDamaged.With($"the archive in the vault is damaged: {why}", "Use an older copy: PullVault --index=2.");

    private VaultException TooLarge(string what) => VaultErrors.ArchiveTooLarge.With(
        $"the archive in the vault is too large: {what} more than {limits.UnpackedBytes} bytes",
        "Use another copy of the vault; this one is too large for a vault of secrets.");
}
