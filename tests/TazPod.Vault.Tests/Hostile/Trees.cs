using CsCheck;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>Generated trees that a vault can keep: parents before their content, each path once.</summary>
internal static class Trees
{
    private const int PrivateDirectory = 0b111_000_000;

    // Lengths near a limit of some format: 100 and 155 are those of ustar, 255 is that of the file system.
    private static readonly Gen<string> Name = Gen.Frequency(
        (6, Gen.Char['a', 'e'].Array[1, 3].Select(letters => new string(letters))),
        (2, Pick("Ä ö", "日本", "a\nb", "a\\b", "...", ".hidden", "-rf", " ", "e\u0301", "\u00e9", "a\u202eb", ".vault_pass")),
        (1, Gen.Int[90, 255].Select(length => new string('n', length))),
        (1, Gen.Int[30, 127].Select(length => new string('ü', length))));

    private static readonly Gen<byte[]> Content = Gen.Frequency(
        (1, Gen.Const(Array.Empty<byte>())),
        (6, Gen.Byte.Array[0, 40]),
        (2, Gen.Int[-1, 1].SelectMany(off => Pick(512, 1024, 4096).SelectMany(size => Gen.Byte.Array[size + off]))),
        (1, Gen.Int[60_000, 70_000].Select(size => new byte[size])));

    private static readonly Gen<TreeItem> Item = Gen.Select(
        Name.Array[1, 4], Gen.Int[0, 0b111_111_111], Content, Gen.Bool,
        (names, mode, content, isDirectory) => new TreeItem(string.Join('/', names), mode, isDirectory ? null : content));

    /// <summary>Trees of up to seven items and the directories above them.</summary>
    public static Gen<TreeItem[]> Any { get; } = Item.Array[0, 7].Select(Whole);

    /// <summary>The same, followed by hard links to some of their files: in a separate directory, and to each other.</summary>
    public static Gen<TreeItem[]> Linked { get; } = Gen.Select(Any, Gen.Int[0, 50].Array[0, 3], (tree, picks) => WithLinks(tree, picks));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static TreeItem[] WithLinks(TreeItem[] tree, int[] picks)
    {
        var whole = tree.ToList();
        foreach (var pick in picks)
        {
            var files = whole.Where(item => !item.IsDirectory).ToList();
            if (files.Count > 0 && files[pick % files.Count] is var file)
            {
                whole.Add(file with { Path = $"links/{whole.Count}", Target = file.Path });
            }
        }

        return whole.Count == tree.Length || tree.Any(item => item.Path == "links") ? tree : [.. tree, new("links", PrivateDirectory, null), .. whole[tree.Length..]];
    }

    private static TreeItem[] Whole(TreeItem[] items)
    {
        var whole = new Dictionary<string, TreeItem>();
        foreach (var item in items)
        {
            var parents = Parents(item.Path).ToArray();
            if (IsInsteadOfVaultPass(item) || whole.ContainsKey(item.Path) || parents.Any(parent => whole.TryGetValue(parent, out var known) && !known.IsDirectory))
            {
                continue;
            }

            foreach (var parent in parents)
            {
                whole.TryAdd(parent, new TreeItem(parent, PrivateDirectory, null));
            }

            whole.Add(item.Path, item);
        }

        return [.. whole.Values];
    }

    // At the root, this name must be a file.
    private static bool IsInsteadOfVaultPass(TreeItem item) =>
        item.Path.Split('/') is [ArchiveManifest.VaultPass, .. var below] && (item.IsDirectory || below.Length > 0);

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
