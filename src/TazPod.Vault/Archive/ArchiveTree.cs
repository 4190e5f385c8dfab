using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>The entries of an archive as they are read. Each path is allowed once, and only a directory can have entries below
/// it.</summary>
internal sealed class ArchiveTree(ArchiveLimits limits)
{
    private const int ImpliedMode = 0x1C0; // 0700: nothing in the archive grants access to others.
    private readonly Dictionary<string, Node> nodes = new(EntryPath.Comparer);
    private readonly List<string> links = [];
    private readonly Dictionary<string, List<string>> copies = [];
    private readonly List<string> specialBits = [];
    private readonly List<string> raised = [];
    private long pathBytes;

    private enum NodeKind
    {
        File,
        HardLink,
        Directory,
        ImpliedDirectory,
        Link,
    }

    /// <summary>Claims the path of a file. Its entry follows with <see cref="Complete"/>.</summary>
    /// <returns>The directories that the path implies and that did not exist yet, topmost first.</returns>
    public IReadOnlyList<string> AddFile(string path, long size)
    {
        var implied = Add(path, NodeKind.File);
        nodes[path] = new Node(NodeKind.File, new ArchiveEntry(path, ArchiveEntryKind.File, 0, size, ""));
        return implied;
    }

    /// <summary>Claims the path of a hard link to an earlier file of the archive.</summary>
    /// <returns>The file that holds the content, and the directories that the path implies and that did not exist yet, topmost
    /// first.</returns>
    public (ArchiveEntry File, IReadOnlyList<string> Directories) AddHardLink(string path, string target)
    {
        var file = nodes.GetValueOrDefault(target) switch
        {
            { Kind: NodeKind.File } found => found.Entry,
            { Kind: NodeKind.HardLink } found => nodes[found.Entry.Path].Entry,
            _ => throw Refused(path, $"it is a hard link to {EntryName.Quote(target)}, which is not an earlier file in the archive"),
        };
        var implied = Add(path, NodeKind.HardLink);
        nodes[path] = new Node(NodeKind.HardLink, file);
        if (!copies.TryGetValue(file.Path, out var paths))
        {
            copies[file.Path] = paths = [];
        }

        paths.Add(path);
        return (file, implied);
    }

    /// <summary>Whether the archive contains any hard links.</summary>
    public bool HasHardLinks => copies.Count > 0;

    /// <summary>The hard links to a file.</summary>
    public IReadOnlyList<string> HardLinksTo(string path) => copies.GetValueOrDefault(path) ?? [];

    /// <summary>Claims the path of a directory.</summary>
    /// <returns>The directories to create, topmost first. Includes the directory itself unless an earlier path implied it.</returns>
    public IReadOnlyList<string> AddDirectory(string path, int mode)
    {
        if (nodes.TryGetValue(path, out var known) && known is { Kind: NodeKind.ImpliedDirectory } && known.Entry.Path == path)
        {
            nodes[path] = new Node(NodeKind.Directory, known.Entry with { Mode = mode });
            return [];
        }

        var implied = Add(path, NodeKind.Directory);
        nodes[path] = new Node(NodeKind.Directory, new ArchiveEntry(path, ArchiveEntryKind.Directory, mode, 0, ""));
        return [.. implied, path];
    }

    /// <summary>Claims the path of a skipped link, so that no other entry can use it or be below it.</summary>
    /// <returns>The directories that the path implies and that did not exist yet, topmost first.</returns>
    public IReadOnlyList<string> AddSkippedLink(string path)
    {
        links.Add(path);
        return Add(path, NodeKind.Link);
    }

    /// <summary>Records a file that was read to its end.</summary>
    public void Complete(ArchiveEntry file) => nodes[file.Path] = new Node(NodeKind.File, file);

    /// <summary>Records the parts of an entry's mode that are not kept.</summary>
    public void NoteMode(string path, int mode, bool isDirectory)
    {
        if (EntryMode.IsSpecial(mode))
        {
            specialBits.Add(path);
        }

        if (EntryMode.IsRaised(mode, isDirectory))
        {
            raised.Add(path);
        }
    }

    /// <summary>The directories with their final modes, deepest first.</summary>
    public IEnumerable<ArchiveEntry> DirectoriesDeepestFirst() =>
        nodes.Values.Where(node => node.Kind is NodeKind.Directory or NodeKind.ImpliedDirectory)
            .Select(node => node.Entry)
            .OrderByDescending(entry => entry.Path, PathOrder.Instance);

    /// <summary>The whole tree.</summary>
    public ArchiveManifest ToManifest(bool isHashed)
    {
        var hasVaultPass = nodes.TryGetValue(ArchiveManifest.VaultPass, out var vaultPass) && vaultPass.Kind is NodeKind.File or NodeKind.HardLink;
        var hardLinks = copies.SelectMany(file => file.Value.Select(path => (Path: path, Target: file.Key))).ToDictionary(link => link.Path, link => link.Target);
        var entries = nodes.Values
            .Where(node => node.Kind is not (NodeKind.Link or NodeKind.HardLink))
            .Select(node => node.Entry)
            .Concat(hardLinks.Select(link => nodes[link.Value].Entry with { Path = link.Key }))
            .Where(entry => entry is not { Kind: ArchiveEntryKind.File, Path: ArchiveManifest.VaultPass });
        var notices = links.Select(path => new ArchiveNotice(ArchiveNoticeKind.LinkLeftOut, [path]));
        return new ArchiveManifest(
            entries,
            hasVaultPass,
            [.. notices, .. ArchiveNotice.OfModes(specialBits, raised)])
        {
            IsHashed = isHashed,
            HardLinks = hardLinks,
        };
    }

    private List<string> Add(string path, NodeKind kind)
    {
        if (nodes.ContainsKey(path))
        {
            throw Refused(path, "its path appears twice");
        }

        var implied = AddParents(path);
        Put(path, kind);
        return implied;
    }

    private List<string> AddParents(string path)
    {
        var implied = new List<string>();
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            var parent = path[..slash];
            if (nodes.TryGetValue(parent, out var known))
            {
                if (known.Kind is not (NodeKind.Directory or NodeKind.ImpliedDirectory))
                {
                    throw Refused(path, $"it is below {EntryName.Quote(parent)}, which is not a directory");
                }

                // The same directory name in different case would become a second directory in the manifest.
                if (!known.Entry.Path.Equals(parent, StringComparison.Ordinal))
                {
                    throw Refused(path, "its directory appears twice, in different case");
                }

                break;
            }

            implied.Add(parent);
        }

        implied.Reverse();
        implied.ForEach(parent => Put(parent, NodeKind.ImpliedDirectory));
        return implied;
    }

    private void Put(string path, NodeKind kind)
    {
        pathBytes += EntryPath.ByteCount(path) ?? 0;
        if (nodes.Count >= limits.Entries || pathBytes > limits.AllPathBytes)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"the archive in the vault is too large: more than {limits.Entries} entries or {limits.AllPathBytes} bytes of paths",
                "Use another copy of the vault; this one has too many files for a vault of secrets.");
        }

        nodes.Add(path, new Node(kind, new ArchiveEntry(path, ArchiveEntryKind.Directory, ImpliedMode, 0, "")));
    }

    private static VaultException Refused(string path, string why) => VaultErrors.ArchiveUnsafe.With(
        $"the archive holds {EntryName.Quote(path)}, which is never extracted: {why}", "Pack the tree again.");

    private sealed record Node(NodeKind Kind, ArchiveEntry Entry);
}
