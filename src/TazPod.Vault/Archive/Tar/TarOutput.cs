using System.Globalization;
using System.Text;

namespace TazPod.Vault.Archive.Tar;

/// <summary>Writes a tar of files and directories. The bytes depend only on the tree.</summary>
/// <remarks>We write the headers ourselves because the framework's writer puts the process id into every extended header, so the same tree
/// would give different bytes each time. The format is ustar if the path fits and is ASCII. Otherwise one POSIX extended header holds the
/// path alone, as Go's writer does it. Owner 0 without names, time 0.</remarks>
internal sealed class TarOutput(Stream stream)
{
    private const int BlockSize = 512;
    private const int NameSize = 100;
    private const int PrefixSize = 155;
    private const int ExtendedMode = 0x1A4; // 0644
    private static readonly byte[] Zeros = new byte[2 * BlockSize];

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes that an entry and the end marker would add.</summary>
    public static long BytesFor(string path, long size) =>
        (TrySplit(path, out _, out _) ? 0 : BlockSize + Padded(PathRecord(path).Length)) + BlockSize + Padded(size) + Zeros.Length;

    /// <summary>Bytes of a whole tar.</summary>
    public static long BytesFor(IEnumerable<(string Path, long Size)> entries) =>
        entries.Sum(entry => BytesFor(entry.Path, entry.Size) - Zeros.Length) + Zeros.Length;

    public void Directory(string path, int mode) => Header(path, '5', mode, 0);

    /// <summary>Begins a file. Exactly <paramref name="size"/> bytes of <see cref="Content"/> must follow, then
    /// <see cref="EndFile"/>.</summary>
    public void BeginFile(string path, int mode, long size) => Header(path, '0', mode, size);

    public void Content(ReadOnlySpan<byte> content) => Write(content);

    public void EndFile() => Write(Zeros.AsSpan(0, (int)(Padded(Position) - Position)));

    /// <summary>Writes the end marker.</summary>
    public void End() => Write(Zeros);

    private static long Padded(long size) => (size + BlockSize - 1) / BlockSize * BlockSize;

    // The prefix is the part before the last slash that leaves it short enough.
    private static bool TrySplit(string path, out string prefix, out string name)
    {
        (prefix, name) = ("", path);
        if (!Ascii.IsValid(path) || path.Length <= NameSize)
        {
            return Ascii.IsValid(path);
        }

        var slash = path.LastIndexOf('/', Math.Min(path.Length - 1, PrefixSize));
        if (slash <= 0 || path.Length - slash - 1 > NameSize)
        {
            return false;
        }

        (prefix, name) = (path[..slash], path[(slash + 1)..]);
        return true;
    }

    // The length prefix counts its own digits.
    private static byte[] PathRecord(string path)
    {
        var bytes = Encoding.UTF8.GetByteCount(path) + " path=\n".Length;
        var length = bytes + Digits(bytes + Digits(bytes));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} path={path}\n"));
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private void Header(string path, char type, int mode, long size)
    {
        if (TrySplit(path, out var prefix, out var name))
        {
            Block(prefix, name, type, mode, size);
            return;
        }

        var record = PathRecord(path);
        Block("", "PaxHeaders.0/path", 'x', ExtendedMode, record.Length);
        Write(record);
        EndFile();
        Block("", "PaxHeaders.0/path", type, mode, size);
    }

    private void Block(string prefix, string name, char type, int mode, long size)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        Encoding.ASCII.GetBytes(name, block);
        Octal(mode, block.Slice(100, 8));
        Octal(0, block.Slice(108, 8));
        Octal(0, block.Slice(116, 8));
        Octal(size, block.Slice(124, 12));
        Octal(0, block.Slice(136, 12));
        block.Slice(148, 8).Fill((byte)' ');
        block[156] = (byte)type;
        ("ustar\0"u8 + "00"u8).CopyTo(block[257..]);
        Octal(0, block.Slice(329, 8));
        Octal(0, block.Slice(337, 8));
        Encoding.ASCII.GetBytes(prefix, block[345..]);

        var sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        Octal(sum, block.Slice(148, 7));
        Write(block);
    }

    private static void Octal(long value, Span<byte> field)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }
}
