using CsCheck;

namespace TazPod.Vault.Tests.Merging;

/// <summary>Generated trees, and edits of them: of lines, variables and modes; files that are added, removed, renamed, or replaced by
/// directories and back.</summary>
internal static class TreeEdits
{
    private static readonly string[] Paths =
        ["a", "a/b", "a/b/c", "b", "c.txt", "d/", "d/e", "d/f.json", "d/x.yaml", ".env", "d/x.env", "a/.env.local", "e/f/", "e/f/g", "bin"];

    private static readonly Gen<SampleTree> Base = Gen.Select(Gen.Int[0, Paths.Length - 1], Gen.Int[0, 99]).Array[0, 8]
        .Select(files => files.Aggregate(new SampleTree(), (tree, file) => Put(tree, Paths[file.Item1], Initial(Paths[file.Item1], file.Item2))));

    private static readonly Gen<(int Kind, int At, int Value)[]> Edits = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99]).Array[0, 5];

    /// <summary>A base, and two trees that were made from it.</summary>
    public static Gen<(SampleTree Base, SampleTree Ours, SampleTree Theirs)> Triple { get; } = Gen.Select(
        Base, Edits, Edits, (tree, ours, theirs) => (tree, Edited(tree, ours, "ours"), Edited(tree, theirs, "theirs")));

    /// <summary>The same, with changes in separate directories of the same names.</summary>
    public static Gen<(SampleTree Base, SampleTree Ours, SampleTree Theirs)> Disjoint { get; } = Triple.Select(
        trees => (Both(trees.Base, trees.Base), Both(trees.Ours, trees.Base), Both(trees.Base, trees.Theirs)));

    public static string Print((SampleTree Base, SampleTree Ours, SampleTree Theirs) trees) =>
        string.Join("\n", new[] { trees.Base, trees.Ours, trees.Theirs }.Select(tree => string.Join(" | ", SampleTree.Listed(tree.Pack())).Replace('\n', ';')));

    private static SampleTree Both(SampleTree one, SampleTree other)
    {
        var both = new SampleTree();
        foreach (var (tree, root) in new[] { (one, "one/"), (other, "other/") })
        {
            foreach (var (path, text) in tree.Contents)
            {
                both.With(root + path, text, tree.Modes.TryGetValue(path, out var mode) ? mode : null);
            }
        }

        return both;
    }

    private static string Initial(string path, int value) => path.EndsWith('/') ? ""
        : path == "bin" ? $"\0{value}"
        : path.Contains(".env", StringComparison.Ordinal) ? string.Concat(Enumerable.Range(0, value % 6).Select(key => $"K{key}={value}\n# about K{key + 1}\n"))
        : string.Concat(Enumerable.Range(0, value % 7).Select(line => $"line {line}\n"));

    private static SampleTree Edited(SampleTree tree, (int Kind, int At, int Value)[] edits, string side)
    {
        var edited = new SampleTree();
        foreach (var (path, text) in tree.Contents)
        {
            edited.With(path, text, tree.Modes.TryGetValue(path, out var mode) ? mode : null);
        }

        foreach (var (kind, at, value) in edits)
        {
            Edit(edited, kind, at, value, side);
        }

        return edited;
    }

    private static void Edit(SampleTree tree, int kind, int at, int value, string side)
    {
        var known = tree.Contents.Keys.ToList();
        if (kind <= 1 || known.Count == 0)
        {
            var added = Paths[at % Paths.Length];
            Put(tree, added, value % 4 == 0 ? Initial(added, 5) : Changed(added, Initial(added, value % 10), value, side));
            return;
        }

        var path = known[at % known.Count];
        var text = tree.Contents[path];
        switch (kind)
        {
            case 2:
                Remove(tree, path);
                break;
            case 3:
                tree.Modes[path] = path.EndsWith('/') ? 0x1c0 | (value % 8) : 0x180 | (value % 8);
                break;
            case 4:
                Remove(tree, path);
                Put(tree, path.EndsWith('/') ? path[..^1] : path + "/b", Changed(path, text, value, side));
                break;
            case 5:
                Remove(tree, path);
                Put(tree, Paths[value % Paths.Length], text);
                break;
            default:
                Put(tree, path, path.EndsWith('/') ? "" : Changed(path, text, value, side));
                break;
        }
    }

    private static string Changed(string path, string text, int value, string side)
    {
        if (path.EndsWith('/'))
        {
            return "";
        }

        // Sometimes both sides make the same change.
        var author = value % 3 == 0 ? "both" : side;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        var place = value % (lines.Count + 1);
        if (path.Contains(".env", StringComparison.Ordinal))
        {
            var name = $"K{value % 8}=";
            var index = lines.FindIndex(line => line.StartsWith(name, StringComparison.Ordinal));
            if (index < 0)
            {
                lines.InsertRange(place, [$"{name}{author}{value}", $"# by {author} {value}"]);
            }
            else if (value % 5 == 0)
            {
                lines.RemoveAt(index);
            }
            else
            {
                lines[index] = $"{name}{author}{value}";
            }
        }
        else if (place == lines.Count || value % 2 == 0)
        {
            lines.Insert(place, $"{author} {value}");
        }
        else if (value % 5 == 0)
        {
            lines.RemoveAt(place);
        }
        else
        {
            lines[place] = $"{author} {value}";
        }

        return (path == "bin" ? "\0" : "") + string.Concat(lines.Select(line => line.Trim('\0') + "\n"));
    }

    // A path is a file or a directory, and what is above it is a directory.
    private static SampleTree Put(SampleTree tree, string path, string text)
    {
        var name = path.TrimEnd('/');
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            Remove(tree, name[..slash]);
        }

        Remove(tree, path.EndsWith('/') ? name : name + "/");
        return path.EndsWith('/') ? tree.With(path) : WithoutBelow(tree, name).With(path, text);
    }

    private static SampleTree WithoutBelow(SampleTree tree, string name)
    {
        tree.Contents.Keys.Where(path => path.StartsWith(name + "/", StringComparison.Ordinal)).ToList().ForEach(path => Remove(tree, path));
        return tree;
    }

    private static void Remove(SampleTree tree, string path)
    {
        tree.Contents.Remove(path);
        tree.Modes.Remove(path);
    }
}
