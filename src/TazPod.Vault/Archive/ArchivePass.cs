using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>Reads an archive once from its first byte to its last, and optionally extracts it.</summary>
internal sealed class ArchivePass(ArchiveReadOptions options, Extraction? extraction) : IDisposable
{
    private readonly ArchiveTree tree = new(options.Limits);
    private readonly ContentPieces pieces = new();
    private readonly Queue<FileWork> working = new();
    private Func<long> consumed = static () => 0;

    /// <summary>Reads the whole archive.</summary>
    /// <exception cref="VaultException">3xxx: the archive is refused; 6xxx: it cannot be written.</exception>
    public ArchiveManifest Run(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        RevisionField.Read(archive.Span);
        using var unpacked = Unpacked(archive);
        var tar = new TarInput(unpacked, options.Limits);
        while (tar.Next(cancellationToken) is { } header)
        {
            Take(tar, header, cancellationToken);
        }

        Collect(all: true);
        if (extraction is not null && tree.HasHardLinks)
        {
            // The linked files are already extracted, possibly with a mode that forbids reading them, so their content is read from the
            // archive again.
            using var again = Unpacked(archive);
            using var copies = new HardLinkCopies(options, extraction, tree);
            copies.Write(new TarInput(again, options.Limits), cancellationToken);
        }

        extraction?.FinishAll(tree.DirectoriesDeepestFirst(), cancellationToken);
        return tree.ToManifest(options.Hashes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var work in working)
        {
            work.Dispose();
        }

        pieces.Dispose();
    }

    // Only our own archives record where each member starts. An archive that begins like one of ours but is not one throughout is damaged:
    // readers that use the recorded lengths and readers that ignore them must never see different content.
    private Stream Unpacked(ReadOnlyMemory<byte> archive)
    {
        if (!MemberHeader.IsFirst(archive.Span))
        {
            var content = new GzipContent(archive);
            consumed = () => content.Consumed;
            return new ReadAhead(content);
        }

        var members = MemberHeader.IsThroughout(archive.Span) ? new MembersContent(archive) : throw GzipContent.Damaged(null);
        consumed = () => members.Consumed;
        return members;
    }

    private void Take(TarInput tar, TarHeader header, CancellationToken cancellationToken)
    {
        if (KindRefusal(header.Type) is { } kind)
        {
            throw Refused(header.Name, $"it is {kind}", header.Type == '2' ? "Leave symbolic links out with --skip-links." : null);
        }

        if (header is { Type: '5', Name: "." or "./" })
        {
            // The tree's own root, as 'tar -C tree .' writes it. The destination decides its mode.
            return;
        }

        var path = Plain(header);
        if (EntryPath.Refusal(path, options.Limits, OperatingSystem.IsWindows()) is { } refusal)
        {
            throw Refused(header.Name, $"its path {refusal}", null);
        }

        if (ReservedName.Covers(path))
        {
            throw Refused(header.Name, "a secrets directory cannot hold that name at its root", null);
        }

        if (IsInsteadOfVaultPass(path, header.Type))
        {
            throw Refused(header.Name, "that name at the root is reserved for the cached passphrase, which is a file", null);
        }

        if (header.Type == '1')
        {
            TakeHardLink(tar, path, header);
            return;
        }

        if (header.Type == '2')
        {
            // Not inlined into the call below: without an extraction the argument would not be evaluated.
            var parents = tree.AddSkippedLink(path);
            extraction?.MakeDirectories(parents);
            return;
        }

        var isDirectory = header.Type == '5';
        tree.NoteMode(path, header.Mode, isDirectory);
        var mode = EntryMode.Of(header.Mode, isDirectory);
        var directories = isDirectory ? tree.AddDirectory(path, mode) : tree.AddFile(path, header.Size);
        extraction?.MakeDirectories(directories);
        if (header.Type == '0')
        {
            ReadFile(tar, path, mode, cancellationToken);
        }
    }

    private static bool IsInsteadOfVaultPass(string path, char type)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return (slash > 0 || type == '5') && EntryPath.Comparer.Equals(slash > 0 ? path[..slash] : path, ArchiveManifest.VaultPass);
    }

    private void TakeHardLink(TarInput tar, string path, TarHeader header)
    {
        var target = WithoutLeadingDots(header.Target);
        if (EntryPath.Refusal(target, options.Limits, OperatingSystem.IsWindows()) is { } refusal)
        {
            throw Refused(header.Name, $"it is a hard link to {EntryName.Quote(header.Target)}, a path that {refusal}", null);
        }

        var (file, parents) = tree.AddHardLink(path, target);
        tar.CountCopy(header, file.Size);
        extraction?.MakeDirectories(parents);
    }

    private void ReadFile(TarInput tar, string path, int mode, CancellationToken cancellationToken)
    {
        var isWanted = options.IncludeVaultPass || path != ArchiveManifest.VaultPass;
        var work = new FileWork(path, mode, options.Hashes, isWanted ? extraction : null, pieces);
        working.Enqueue(work);
        bool isLast;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = pieces.Take(cancellationToken);
            while (piece.Size < ContentPiece.Capacity && tar.Read(piece.Room[piece.Size..]) is > 0 and var count)
            {
                piece.Size += count;
            }

            isLast = tar.IsAtEndOfContent;
            options.Progress?.Report(consumed());
            work.Append(piece, isLast);
        }
        while (!isLast && !work.HasFailed);
        Collect(all: false);
    }

    // Collects in archive order. A failure in a file's work is thrown here.
    private void Collect(bool all)
    {
        while (working.TryPeek(out var work) && (all || work.IsDone || work.HasFailed))
        {
            tree.Complete(work.Entry());
            working.Dequeue().Dispose();
        }
    }

    // Directory names can end in a slash, and tar puts './' in front of names; neither changes the path. The prefix is counted first and
    // cut once, because the longest header has room for half a million of them.
    internal static string Plain(TarHeader header)
    {
        var path = WithoutLeadingDots(header.Name);
        return header.Type == '5' && path.EndsWith('/') ? path[..^1] : path;
    }

    private static string WithoutLeadingDots(string name)
    {
        var start = 0;
        while (name.AsSpan(start).StartsWith("./", StringComparison.Ordinal))
        {
            start += 2;
        }

        return name[start..];
    }

    private string? KindRefusal(char type) => type switch
    {
        '0' or '1' or '5' => null,
        '2' => options.SkipLinks ? null : "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a named pipe",
        'S' => "a sparse file",
        _ => "not a file or a directory",
    };

    private static VaultException Refused(string name, string why, string? hint) => VaultErrors.ArchiveUnsafe.With(
        $"the archive holds {EntryName.Quote(name)}, which is never extracted: {why}", hint ?? "Pack the tree again without it.");
}
