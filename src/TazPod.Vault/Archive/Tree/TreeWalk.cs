using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>Reads a directory once, in canonical order, into a tar. Every entry is kept, or the walk fails and names it.</summary>
internal sealed class TreeWalk(string root, TarOutput output, ArchiveWriteOptions options) : IDisposable
{
    private const int PrivateFile = 0x180; // 0600
    private const int PrivateDirectory = 0x1C0; // 0700
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<ArchiveEntry> entries = [];
    private readonly List<ArchiveNotice> notices = [];
    private readonly List<string> specialBits = [];
    private readonly List<string> raised = [];
    private readonly Stack<string> pending = new();
    private long pathBytes;
    private long bytesRead;
    private bool hasVaultPass;

    /// <summary>Reads the whole tree.</summary>
    /// <exception cref="VaultException">3xxx: something in it cannot be kept; 6xxx: it cannot be read.</exception>
    public ArchiveManifest Run(CancellationToken cancellationToken)
    {
        // A stack of paths, not recursion: a path of 4,096 bytes has up to 2,048 levels.
        Enter("");
        while (pending.TryPop(out var path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Visit(path, cancellationToken);
        }

        output.End();
        notices.AddRange(ArchiveNotice.OfModes(specialBits, raised));
        return new ArchiveManifest(entries, hasVaultPass, notices);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(buffer);
        hash.Dispose();
    }

    private void Enter(string directory)
    {
        var names = new List<string>();
        ArchiveFailures.Translated("read directory", Full(directory), () =>
        {
            foreach (var name in options.Access.List(Full(directory)).Where(name => !IsOurs(directory, name)))
            {
                names.Add(name);
                CheckCount(entries.Count + pending.Count + names.Count);
            }
        });

        names.Sort(PathOrder.Instance);
        for (var i = names.Count - 1; i >= 0; i--)
        {
            var path = directory.Length == 0 ? names[i] : $"{directory}/{names[i]}";
            if (i > 0 && names[i] == names[i - 1])
            {
                // Two names that decode to the same string differ in bytes that are not UTF-8.
                throw NotUtf8(path);
            }

            pending.Push(path);
        }
    }

    // Files that unlocking keeps beside the tree inside a mount point are not part of the tree.
    private static bool IsOurs(string directory, string name) => directory.Length == 0 && ReservedName.IsReserved(name);

    private void Visit(string path, CancellationToken cancellationToken)
    {
        var facts = ArchiveFailures.Translated("examine", Full(path), () => FileFacts.Of(Full(path)));
        if (path == ArchiveManifest.VaultPass)
        {
            hasVaultPass = facts.Kind != FileKind.Directory
                ? facts.Kind == FileKind.File
                : throw Refused(path, "is a directory, and that name is reserved for the cached passphrase, which is a file", "Rename it.");
            return;
        }

        if (facts.Kind == FileKind.Link && options.SkipLinks)
        {
            notices.Add(new ArchiveNotice(ArchiveNoticeKind.LinkLeftOut, [path]));
            return;
        }

        if (ReservedName.IsMarker(path))
        {
            throw Refused(path, "has a name that marks a directory of another kind", "Move it out of the secrets directory, or choose another directory with --secrets.");
        }

        CheckKind(path, facts.Kind);
        CheckPath(path);
        NoteMode(path, facts);

        CheckRoom(path, facts.Size);
        if (facts.Kind == FileKind.File)
        {
            entries.Add(ReadFile(path, facts, cancellationToken));
            return;
        }

        var mode = OperatingSystem.IsWindows() ? PrivateDirectory : EntryMode.Of(facts.Mode, isDirectory: true);
        entries.Add(new ArchiveEntry(path, ArchiveEntryKind.Directory, mode, 0, ""));
        output.Directory(path, mode);
        Enter(path);
    }

    private void NoteMode(string path, FileFacts facts)
    {
        if (EntryMode.IsSpecial(facts.Mode))
        {
            specialBits.Add(path);
        }

        if (!OperatingSystem.IsWindows() && EntryMode.IsRaised(facts.Mode, facts.Kind == FileKind.Directory))
        {
            raised.Add(path);
        }
    }

    private ArchiveEntry ReadFile(string path, FileFacts seen, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        CheckUnchanged(path, seen, file);
        var mode = OperatingSystem.IsWindows() ? PrivateFile : EntryMode.Of(seen.Mode, isDirectory: false);
        output.BeginFile(path, mode, seen.Size);
        for (var done = 0L; done < seen.Size;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Read(file, path, done, (int)Math.Min(buffer.Length, seen.Size - done));
            if (count == 0)
            {
                throw Changed(path, "it shrank");
            }

            hash.AppendData(buffer, 0, count);
            output.Content(buffer.AsSpan(0, count));
            done += count;
            options.Progress?.Report(bytesRead += count);
        }

        if (Read(file, path, seen.Size, 1) > 0)
        {
            throw Changed(path, "it grew");
        }

        CheckUnchanged(path, seen, file);
        output.EndFile();
        return new ArchiveEntry(path, ArchiveEntryKind.File, mode, seen.Size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private SafeFileHandle Open(string path)
    {
        try
        {
            return options.Access.Open(Full(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed(path, "it disappeared", exception);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw ArchiveFailures.Translate(exception, $"cannot read {EntryName.Quote(Full(path))}");
        }
    }

    private int Read(SafeFileHandle file, string path, long offset, int count) =>
        ArchiveFailures.Translated("read", Full(path), () => RandomAccess.Read(file, buffer.AsSpan(0, count), offset));

    private void CheckUnchanged(string path, FileFacts seen, SafeFileHandle file)
    {
        var now = ArchiveFailures.Translated("examine", Full(path), () => FileFacts.Of(file));
        if ((now.Kind, now.Device, now.Inode, now.Size, now.Modified) != (seen.Kind, seen.Device, seen.Inode, seen.Size, seen.Modified))
        {
            throw Changed(path, "it was written or replaced");
        }
    }

    private static void CheckKind(string path, FileKind kind)
    {
        switch (kind)
        {
            case FileKind.Missing when path.Contains('\ufffd'):
                throw NotUtf8(path);
            case FileKind.Missing:
                throw Changed(path, "it disappeared");
            case FileKind.Link:
                throw Refused(path, "is a symbolic link", "Skip links with --skip-links, or put the file itself there.");
            case FileKind.Pipe:
                throw Refused(path, "is a named pipe");
            case FileKind.Socket:
                throw Refused(path, "is a socket");
            case FileKind.Device:
                throw Refused(path, "is a device");
        }
    }

    private void CheckPath(string path)
    {
        var bytes = EntryPath.ByteCount(path) ?? throw NotUtf8(path);
        pathBytes += bytes;
        if (bytes > options.Limits.PathBytes || pathBytes > options.Limits.AllPathBytes)
        {
            throw TooLarge(
                $"the path {EntryName.Quote(path)} is too long: at most {options.Limits.PathBytes} bytes are allowed, "
                + $"and {options.Limits.AllPathBytes} of all paths together");
        }

        if (EntryPath.Refusal(path, options.Limits, onWindows: false) is { } refusal)
        {
            throw Refused(path, $"has a path that {refusal}");
        }
    }

    private void CheckCount(int count)
    {
        if (count > options.Limits.Entries)
        {
            throw TooLarge($"there are more than {options.Limits.Entries} entries in {EntryName.Quote(root)}, the limit of a vault");
        }
    }

    private void CheckRoom(string path, long size)
    {
        if (size > options.Limits.UnpackedBytes || output.Position + TarOutput.BytesFor(path, size) > options.Limits.UnpackedBytes)
        {
            throw TooLarge(
                $"with {EntryName.Quote(path)} ({size} bytes) the tree is larger than {options.Limits.UnpackedBytes} bytes, "
                + "the limit of a vault");
        }
    }

    private static VaultException TooLarge(string message) =>
        VaultErrors.TreeTooLarge.With(message, "Keep what is not a secret out of the secrets directory.");

    private static VaultException NotUtf8(string path) =>
        Refused(path, "has a name that is not valid UTF-8", "Rename it.");

    private static VaultException Refused(string path, string why, string hint = "Move it out of the secrets directory.") =>
        VaultErrors.EntryRefused.With($"{EntryName.Quote(path)} cannot be kept in a vault: it {why}", hint);

    private static VaultException Changed(string path, string how, Exception? cause = null) => VaultErrors.TreeChanged.With(
        $"{EntryName.Quote(path)} changed while it was being read: {how}", "Run the same step again when nothing is writing there.", cause);

    private string Full(string path) => path.Length == 0 ? root : Path.Join(root, path);
}
