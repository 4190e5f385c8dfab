using System.Text;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>One change to a tar: its kind, its position (<paramref name="At"/>, modulo the available length) and its value.</summary>
internal sealed record TarMutation(TarMutationKind Kind, uint At, uint Value)
{
    private const int BlockSize = 512;

    // All known ways to leave a directory, to name nothing, or to be too long.
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "", ".", "./", "..", "../", "../evil", "a/../../evil", "./../evil", "././evil", "/tazpod-hostile-absolute", "//evil", "a//b",
            "a/./b", "a/..", "a/", "/", "a", "a/b", "A", "a\\..\\evil", "..\\evil", "C:\\evil", "C:evil", "NUL", "a\0b", ".vault_pass",
            ".vault_pass/a", ".tazpod-stage", ".git", ".tazpod/config.yaml", ".tazpod-20260101T000000.local", "./.vault_pass", "~", "~root/evil", "-rf", "a\nb", "a\u001b[2Jb", "a\u202eb", "e\u0301",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe, (byte)'a'],
        [(byte)'a', 0xc3],
        [0xed, 0xa0, 0x80],
        [0xc0, 0xaf, 0xc0, 0xae],
        [.. Enumerable.Repeat((byte)'n', 255)],
        [.. Enumerable.Repeat((byte)'n', 256)],
        .. new[] { ("d/", 2047), ("d/", 2100), ("./", 2000), ("./", 500_000), ("../", 1000), ("x", 1 << 20), ("\0", 1000), ("/", 5000) }
            .Select(repeated => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated.Item1, repeated.Item2)) + "evil")),
    ];

    private static readonly string[] Sizes =
    [
        "00000000000", "00000000001", "00000000777", "00000001000", "00000001001", "00010000000", "00777777777", "07777777777",
        "77777777777", "777777777777", "           ", "-0000000001", "0000000000x", "99999999999",
        "\u0080\0\0\0\0\0\0\0\0\0\0\u0001", "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0080\0\0\0\u0080\0\0\0\0\0\0\0", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
    ];

    private static readonly string[] Modes = ["0000000", "0004755", "0002770", "0001777", "0000001", "7777777", "zzzzzzz", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"];

    private static readonly string[] PaxValues =
    [
        "", "0", "1", "513", "-1", "+1", " 1", "1e3", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "a=b", "a\nb",
        "../evil", "/tazpod-hostile-absolute", "ok/name",
    ];

    private static readonly string[] PaxKeys =
    [
        "path", "size", "linkpath", "mode", "mtime", "GNU.sparse.major", "GNU.sparse.size", "SCHILY.xattr.user.x", "hdrcharset", "x",
    ];

    private static readonly string[] Records =
    [
        "", "0", "6 a=b", "5 a=b\n", "7 a=b\n", "6 =bb\n", "6 aab\n", "99999999999 a=b\n", "-6 a=b\n", "+6 a=b\n", "06 a=b\n", "6  a=b\n", "6\ta=b\n",
        "2147483647 a=b\n", "2147483648 a=b\n", "3 \n", "4 =\n", "1\n",
    ];

    // Every header type that some tar supports, and some that none does.
    private const string Types = "01234567xgLKSDVMNAZ\0\u0080 ";

    public byte[] Apply(byte[] tar) => tar.Length < BlockSize ? tar : Kind switch
    {
        TarMutationKind.FlipBit => With(tar, bytes => bytes[At % bytes.Length] ^= (byte)(1 << (int)(Value % 8))),
        TarMutationKind.FlipHeaderByte => Edit(tar, header => header[(int)(Value % BlockSize)] ^= (byte)(1 + (Value >> 16))),
        TarMutationKind.SetType => Edit(tar, header => header[156] = (byte)Types[(int)(Value % Types.Length)]),
        TarMutationKind.SetName => Edit(tar, header => Put(header[..100], Pick(Names))),
        TarMutationKind.SetPrefix => Edit(tar, header => Put(header.Slice(345, 155), Pick(Names))),
        TarMutationKind.SetSize => Edit(tar, header => Put(header.Slice(124, 12), Encoding.Latin1.GetBytes(Pick(Sizes)))),
        TarMutationKind.SetMode => Edit(tar, header => Put(header.Slice(100, 8), Encoding.Latin1.GetBytes(Pick(Modes)))),
        TarMutationKind.AddPaxRecord => Insert(tar, Header('x', PaxRecord())),
        TarMutationKind.AddMalformedPax => Insert(tar, Header('x', Encoding.ASCII.GetBytes(Pick(Records)))),
        TarMutationKind.AddPaxName => Insert(tar, Header('x', Archive.TarBytes.PaxRecord("path", Encoding.Latin1.GetString(Pick(Names))))),
        TarMutationKind.AddGlobalPax => Insert(tar, Header('g', PaxRecord())),
        TarMutationKind.AddLongName => Insert(tar, Header(Value % 2 == 0 ? 'L' : 'K', [.. Pick(Names), 0])),
        TarMutationKind.AddLink => Insert(tar, Header(Value % 2 == 0 ? '1' : '2', [], Names[Value / 2 % Names.Length])),
        TarMutationKind.AddHardLink => Insert(tar, Header('1', [], target: Pick(Names))),
        TarMutationKind.AddEntry => Insert(tar, Header(Value % 2 == 0 ? '0' : '5', [], Names[Value / 2 % Names.Length])),
        TarMutationKind.SwapBlocks => SwapBlocks(tar),
        TarMutationKind.DeleteBlock => [.. tar.AsSpan(0, Block(tar)), .. tar.AsSpan(Block(tar) + BlockSize)],
        TarMutationKind.DuplicateBlock => [.. tar.AsSpan(0, Block(tar) + BlockSize), .. tar.AsSpan(Block(tar))],
        TarMutationKind.ZeroBlock => With(tar, bytes => bytes.AsSpan(Block(tar), BlockSize).Clear()),
        TarMutationKind.DuplicateAll => [.. tar, .. tar],
        TarMutationKind.Cut => tar[..(int)(At % (uint)tar.Length)],
        TarMutationKind.AddGarbage => [.. tar, .. Encoding.Latin1.GetBytes(Pick(Records)), (byte)Value],
        TarMutationKind.AddZeros => [.. tar, .. new byte[Value % 4096]],
        _ => [.. tar.AsSpan(0, Block(tar)), .. new byte[1 << 20], .. tar.AsSpan(Block(tar))],
    };

    // Inserts before a header, so that the data becomes part of the archive and not of a file's content.
    private byte[] Insert(byte[] tar, byte[] inserted)
    {
        var headers = Headers(tar);
        var at = headers.Count == 0 ? 0 : headers[(int)(At % (uint)headers.Count)];
        return [.. tar.AsSpan(0, at), .. inserted, .. tar.AsSpan(at)];
    }

    private byte[] Edit(byte[] tar, Change change)
    {
        var headers = Headers(tar);
        if (headers.Count == 0)
        {
            return tar;
        }

        var at = headers[(int)(At % (uint)headers.Count)];
        return With(tar, bytes =>
        {
            var header = bytes.AsSpan(at, BlockSize);
            change(header);
            Sign(header);
        });
    }

    private byte[] SwapBlocks(byte[] tar) => With(tar, bytes =>
    {
        var first = bytes.AsSpan(Block(tar), BlockSize);
        var second = bytes.AsSpan((int)(Value % (uint)(tar.Length / BlockSize)) * BlockSize, BlockSize);
        var kept = first.ToArray();
        second.CopyTo(first);
        kept.CopyTo(second);
    });

    private byte[] PaxRecord() => Archive.TarBytes.PaxRecord(Pick(PaxKeys), PaxValues[Value / 16 % PaxValues.Length]);

    private static byte[] Header(char type, byte[] content, byte[]? name = null, byte[]? target = null)
    {
        var header = new byte[BlockSize];
        Put(header.AsSpan(0, 100), name ?? "inserted"u8.ToArray());
        Put(header.AsSpan(100, 8), "0000644"u8);
        Put(header.AsSpan(124, 12), Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0')));
        header[156] = (byte)type;
        Put(header.AsSpan(157, 100), target ?? []);
        Put(header.AsSpan(257, 8), "ustar\0"u8);
        Put(header.AsSpan(263, 2), "00"u8);
        Sign(header);
        return [.. header, .. content, .. new byte[(BlockSize - (content.Length % BlockSize)) % BlockSize]];
    }

    private static List<int> Headers(byte[] tar)
    {
        var headers = new List<int>();
        for (var at = 0; at + BlockSize <= tar.Length; at += BlockSize)
        {
            var block = tar.AsSpan(at, BlockSize).ToArray();
            Sign(block);
            if (block[0] != 0 && block.AsSpan(148, 6).SequenceEqual(tar.AsSpan(at + 148, 6)))
            {
                headers.Add(at);
            }
        }

        return headers;
    }

    private static void Sign(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", header.Slice(148, 7));
    }

    private static void Put(Span<byte> field, ReadOnlySpan<byte> value)
    {
        field.Clear();
        value[..Math.Min(field.Length, value.Length)].CopyTo(field);
    }

    private static byte[] With(byte[] tar, Action<byte[]> change)
    {
        var changed = tar.ToArray();
        change(changed);
        return changed;
    }

    private T Pick<T>(T[] values) => values[Value % values.Length];

    private int Block(byte[] tar) => (int)(At % (uint)(tar.Length / BlockSize)) * BlockSize;

    private delegate void Change(Span<byte> header);
}
