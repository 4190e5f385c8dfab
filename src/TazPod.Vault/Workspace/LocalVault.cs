using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>The vault file as it was read: its hash, its upload and its copy are of the same bytes.</summary>
internal sealed class LocalVault : IDisposable
{
    private const int PieceSize = 1 << 20;

    // Little beside what a host takes anyway.
    private const int MostHeld = 16 << 20;

    private readonly string? path;
    private readonly FileFacts? file;
    private Memory<byte>? bytes;
    private Task<string>? md5;
    private bool isHashed = true;

    private LocalVault(Memory<byte>? bytes, int size, SealMark mark, string sha256, string? path, FileFacts? file)
    {
        this.bytes = bytes;
        this.path = path;
        this.file = file;
        (Size, Mark, Sha256) = (size, mark, sha256);
    }

    /// <summary>The bytes. Of a file that was only looked at, or given away since, they are read again: the same bytes or none.</summary>
    /// <exception cref="InvalidOperationException">They were given away, and there is no file.</exception>
    /// <exception cref="VaultException">4005 the file changed since; 6xxx it cannot be read.</exception>
    public ReadOnlyMemory<byte> ReadBytes() => Take();

    /// <summary>Whether its bytes can be had again once they are given away.</summary>
    public bool CanBeReadAgain => path is not null;

    /// <summary>How many bytes.</summary>
    public int Size { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>When the file was last written.</summary>
    public DateTimeOffset Modified => file?.Modified ?? default;

    /// <summary>MD5, lower-case hex: what S3 answers as the ETag of a plain object. It is computed once; that reads the whole vault, unless
    /// <see cref="BeginMd5"/> has.</summary>
    /// <exception cref="VaultException">4005 the file changed since; 6xxx it cannot be read.</exception>
    public string ComputeMd5() => (md5 ??= Task.FromResult(Md5Of(OpenRead()))).GetAwaiter().GetResult();

    /// <summary>The bytes, to be read from their start to their end: these, or without their end. They must not be given away
    /// meanwhile.</summary>
    /// <exception cref="VaultException">6xxx they cannot be read.</exception>
    public Stream OpenRead()
    {
        if (bytes is { } held)
        {
            return MemoryMarshal.TryGetArray<byte>(held, out var array)
                ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
                : throw new InvalidOperationException("the vault's bytes are in no array");
        }

        var file = path ?? throw new InvalidOperationException("the vault's bytes were given away");
        return new UnchangedFile(Open(file), Sha256, () => Written(file));
    }

    /// <summary>Starts computing the MD5 on another core: it takes longer than sending the vault over a fast network.</summary>
    /// <returns>Ends when nothing reads the vault for it any more, and never fails: whoever asks for the MD5 meets the failure.</returns>
    public Task BeginMd5()
    {
        var content = OpenRead();
        md5 = Task.Run(() => Md5Of(content));
        return md5.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The mark of its seal.</summary>
    public SealMark Mark { get; }

    /// <summary>Bytes that did not come from the vault file, looked at in the same way.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hex, where it is known already.</param>
    /// <param name="path">A file that holds them, too, if there is one.</param>
    public static LocalVault Of(Memory<byte> bytes, string? sha256 = null, string? path = null) => new(
        bytes, bytes.Length, VaultFormat.Current.Recognise(bytes.Span), sha256 ?? Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), path, null);

    /// <summary>Lets go of the bytes, if they are held: whoever comes next may need as much memory.</summary>
    public void Dispose()
    {
        LargeBuffer.Wipe((bytes ?? default).Span);
        bytes = null;
    }

    /// <summary>Gives the bytes to who changes them; what was computed of them before stays.</summary>
    public Memory<byte> GiveAway()
    {
        var given = Take();
        bytes = null;
        return given;
    }

    /// <summary>The bytes, to be tried with a key and left as they are.</summary>
    public Memory<byte> Lend() => Take();

    /// <summary>Reads the file; null when there is none.</summary>
    /// <exception cref="VaultException">6xxx it cannot be read; 3005 it is larger than a vault can be.</exception>
    public static LocalVault? Read(string path, CancellationToken cancellationToken) =>
        Read(path, LargeBuffer.Allocate, keeps: true, null, cancellationToken);

    /// <summary>Reads the file to be opened at once; null when there is none.</summary>
    /// <param name="path">The vault file.</param>
    /// <param name="known">Gives the SHA-256 of a vault with this mark, if one is remembered: it is taken for this one's, which it is if
    /// this one opens. Asked before the rest is read: deriving a key takes about as long as that.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? ReadToOpen(string path, Func<SealMark, string?> known, CancellationToken cancellationToken) =>
        Read(path, LargeBuffer.Allocate, keeps: true, known, cancellationToken);

    /// <summary>Reads and hashes the file without holding it; null when there is none.</summary>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? Look(string path, CancellationToken cancellationToken) =>
        Read(path, RoomToLook, keeps: false, null, cancellationToken);

    /// <summary>Reads the file to be sent; null when there is none. A small one is held: whatever becomes of the file meanwhile, its bytes
    /// can be sent again. A large one is read again where it is sent.</summary>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? ReadToSend(string path, CancellationToken cancellationToken)
    {
        var isSmall = new FileInfo(path) is { Exists: true, Length: <= MostHeld };
        return Read(path, isSmall ? LargeBuffer.Allocate : RoomToLook, keeps: isSmall, null, cancellationToken);
    }

    /// <summary>Refuses what is no regular file where the vault file should be: opening a pipe would wait for ever.</summary>
    /// <exception cref="VaultException">1001: it is one.</exception>
    public static void RequireFile(string path)
    {
        var what = FileFacts.Of(StagedFile.ResolveLink(path)).Kind switch
        {
            FileKind.Missing or FileKind.File => null,
            FileKind.Directory => "a directory",
            _ => "no regular file",
        };
        if (what is not null)
        {
            throw VaultErrors.InvalidSetting.With(
                $"'{path}' is {what}, and the vault is a file", "Name the file itself, with --vault-file, TAZPOD_VAULT_FILE or vault.file.");
        }
    }

    /// <summary>Refuses when the file is not the one that was read any more: another tool, which knows no lock of ours, wrote it.</summary>
    /// <param name="local">What was read; null when there was no file.</param>
    /// <param name="path">The vault file.</param>
    /// <exception cref="VaultException">4005: it changed.</exception>
    public static void RequireUnchanged(LocalVault? local, string path)
    {
        if (!IsUnchanged(local, path))
        {
            throw Written(path);
        }
    }

    /// <summary>Whether the file is still the one that was read.</summary>
    /// <param name="local">What was read; null when there was no file.</param>
    /// <param name="path">The vault file.</param>
    public static bool IsUnchanged(LocalVault? local, string path)
    {
        var now = FileFacts.Of(StagedFile.ResolveLink(path));
        return local?.file is { } then ? now == then : now.Kind == FileKind.Missing;
    }

    /// <summary>What shows that these bytes are no whole vault, whatever the passphrase; null when nothing does.</summary>
    /// <param name="last">The facts of the vault that was here before, if any are kept.</param>
    public string? Damage(VaultFacts? last)
    {
        if (Size < VaultFormat.Current.MinimumSize)
        {
            return $"has {Size} bytes; the smallest vault has {VaultFormat.Current.MinimumSize}";
        }

        // Every save draws a new id: other bytes behind a known one are damage.
        return last is not null && last.SealId == Mark.Id && last.VaultSha256 != Sha256
            ? "is damaged: it starts like the vault that was here before and differs after that"
            : null;
    }

    /// <summary>Whether an object with this ETag and size holds these very bytes, where the ETag is an MD5.</summary>
    public bool IsContentOf(string etag, long size) => size == Size && etag == ComputeMd5();

    private static LocalVault? Read(
        string path, Func<long, byte[]> allocate, bool keeps, Func<SealMark, string?>? known, CancellationToken cancellationToken)
    {
        try
        {
            RequireFile(path);
            using var stream = Stream(path);
            var before = FileFacts.Of(stream.SafeFileHandle);
            if (before.Size > VaultFormat.Current.MaximumSize)
            {
                throw VaultErrors.ArchiveTooLarge.With(
                    $"'{path}' has {before.Size} bytes; a vault has at most {VaultFormat.Current.MaximumSize}", "Check that this path is a vault file.");
            }

            var size = (int)before.Size;
            var mark = VaultFormat.Current.Recognise(stream.SafeFileHandle);
            var remembered = known?.Invoke(mark);
            var bytes = allocate(size);
            var hashed = Read(stream, size, bytes, hashes: remembered is null, cancellationToken);
            return FileFacts.Of(stream.SafeFileHandle) == before
                ? new LocalVault(keeps ? bytes : default(Memory<byte>?), size, mark, remembered ?? hashed, path, before) { isHashed = remembered is null }
                : throw Written(path);
        }
        catch (EndOfStreamException)
        {
            throw Written(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read the vault '{path}'");
        }
    }

    // What was read is hashed on another core while the next piece is read: behind it, or, where there is no room, over the one before.
    private static string Read(FileStream stream, int size, Memory<byte> room, bool hashes, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hashing = Task.CompletedTask;
        try
        {
            for (var done = 0; done < size;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = room.Slice(done % room.Length, Math.Min(PieceSize, size - done));
                stream.ReadExactly(piece.Span);
                hashing.GetAwaiter().GetResult();
                hashing = hashes ? Task.Run(() => sha256.AppendData(piece.Span), CancellationToken.None) : hashing;
                done += piece.Length;
            }
        }
        finally
        {
            hashing.GetAwaiter().GetResult();
        }

        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    private Memory<byte> Take()
    {
        if (bytes is null)
        {
            var file = path ?? throw new InvalidOperationException("the vault's bytes were given away");
            var again = Read(file, CancellationToken.None);
            bytes = again is not null && (again.Sha256 == Sha256 || !isHashed) ? again.bytes!.Value : throw Written(file);
        }

        return bytes.GetValueOrDefault();
    }

    private static byte[] RoomToLook(long size) => GC.AllocateUninitializedArray<byte>((int)Math.Min(size, 2 * PieceSize));

    private static FileStream Open(string path)
    {
        try
        {
            return Stream(path);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read the vault '{path}'");
        }
    }

    private static FileStream Stream(string path) => new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static VaultException Written(string path) => VaultErrors.WorkspaceBusy.With(
        $"another program wrote '{path}' at the same time", "Run the same step again when nothing else writes there.");

    private static string Md5Of(Stream content)
    {
        using (content)
        {
            return Md5Hash.HexOf(content);
        }
    }
}
