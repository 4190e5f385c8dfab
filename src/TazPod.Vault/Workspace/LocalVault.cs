using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>A snapshot of the vault file: its hash, its upload and its copy are of the same bytes.</summary>
internal sealed class LocalVault : IDisposable
{
    // Little compared to the memory that a host process needs anyway.
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

    /// <summary>The bytes. If they are not held in memory, the file is read again; either the same bytes are returned, or the read
    /// fails.</summary>
    /// <exception cref="InvalidOperationException">The bytes were given away, and there is no file.</exception>
    /// <exception cref="VaultException">4005: the file has changed since; 6xxx: it cannot be read.</exception>
    public ReadOnlyMemory<byte> ReadBytes() => Take();

    /// <summary>Whether the bytes can be read again after they were given away.</summary>
    public bool CanBeReadAgain => path is not null;

    /// <summary>The size in bytes.</summary>
    public int Size { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>When the file was last written.</summary>
    public DateTimeOffset Modified => file?.Modified ?? default;

    /// <summary>MD5, lower-case hex, which S3 uses as the ETag of a plain object. Computed once, by reading the whole vault, unless
    /// <see cref="BeginMd5"/> has started it.</summary>
    /// <exception cref="VaultException">4005: the file has changed since; 6xxx: it cannot be read.</exception>
    public string ComputeMd5() => (md5 ??= Task.FromResult(Md5Of(OpenRead()))).GetAwaiter().GetResult();

    /// <summary>A stream of the bytes. It returns the original bytes or fails before the end. They must not be given away
    /// meanwhile.</summary>
    /// <exception cref="VaultException">6xxx: they cannot be read.</exception>
    public Stream OpenRead()
    {
        if (bytes is { } held)
        {
            return MemoryMarshal.TryGetArray<byte>(held, out var array)
                ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
                : throw new InvalidOperationException("the vault's bytes are not in an array");
        }

        var file = path ?? throw new InvalidOperationException("the vault's bytes were given away");
        return new UnchangedFile(VaultFile.OpenOrTranslate(file), Sha256, () => VaultFile.Written(file));
    }

    /// <summary>Starts computing the MD5 on another core: it takes longer than sending the vault over a fast network.</summary>
    /// <returns>A task that completes when the vault is no longer being read for the MD5. It never fails; <see cref="ComputeMd5"/> reports
    /// the failure.</returns>
    public Task BeginMd5()
    {
        var content = OpenRead();
        md5 = Task.Run(() => Md5Of(content));
        return md5.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The mark of its seal.</summary>
    public SealMark Mark { get; }

    /// <summary>Creates a vault from bytes that did not come from the vault file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hex, if already known.</param>
    /// <param name="path">A file that also holds them, if any.</param>
    public static LocalVault Of(Memory<byte> bytes, string? sha256 = null, string? path = null) => new(
        bytes, bytes.Length, VaultFormat.Current.Recognise(bytes.Span), sha256 ?? Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), path, null);

    /// <summary>Releases the bytes, if they are held: the next step may need as much memory.</summary>
    public void Dispose()
    {
        LargeBuffer.Wipe((bytes ?? default).Span);
        bytes = null;
    }

    /// <summary>Hands the bytes over to a caller that changes them. Values computed from them before stay valid.</summary>
    public Memory<byte> Detach()
    {
        var given = Take();
        bytes = null;
        return given;
    }

    /// <summary>Lends the bytes to a caller that tries a key on them and does not change them.</summary>
    public Memory<byte> Lend() => Take();

    /// <summary>Reads the file; null if it does not exist.</summary>
    /// <exception cref="VaultException">6xxx: it cannot be read; 3005: it is larger than a vault can be.</exception>
    public static LocalVault? Read(string path, CancellationToken cancellationToken) =>
        Read(path, LargeBuffer.Allocate, keeps: true, null, cancellationToken);

    /// <summary>Reads the file in order to open it at once; null if it does not exist.</summary>
    /// <param name="path">The vault file.</param>
    /// <param name="known">Returns the recorded SHA-256 of a vault with this mark, if any. It is used as this vault's hash, which is
    /// correct if this vault opens. Called before the rest is read, because deriving a key takes about as long as reading.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? ReadToOpen(string path, Func<SealMark, string?> known, CancellationToken cancellationToken) =>
        Read(path, LargeBuffer.Allocate, keeps: true, known, cancellationToken);

    /// <summary>Reads and hashes the file without holding it in memory; null if it does not exist.</summary>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? Look(string path, CancellationToken cancellationToken) =>
        Read(path, RoomToLook, keeps: false, null, cancellationToken);

    /// <summary>Reads the file in order to send it; null if it does not exist. A small file is held in memory, so its bytes can be sent
    /// again even if the file changes. A large file is read again when it is sent.</summary>
    /// <exception cref="VaultException">As <see cref="Read(string, CancellationToken)"/>.</exception>
    public static LocalVault? ReadToSend(string path, CancellationToken cancellationToken)
    {
        var isSmall = new FileInfo(path) is { Exists: true, Length: <= MostHeld };
        return Read(path, isSmall ? LargeBuffer.Allocate : RoomToLook, keeps: isSmall, null, cancellationToken);
    }

    /// <summary>Fails if the file is no longer the one that was read: another tool, which does not know our lock, wrote it.</summary>
    /// <param name="local">The vault that was read; null if there was no file.</param>
    /// <param name="path">The vault file.</param>
    /// <exception cref="VaultException">4005: it has changed.</exception>
    public static void RequireUnchanged(LocalVault? local, string path)
    {
        if (!IsUnchanged(local, path))
        {
            throw VaultFile.Written(path);
        }
    }

    /// <summary>Whether the file is still the one that was read.</summary>
    /// <param name="local">The vault that was read; null if there was no file.</param>
    /// <param name="path">The vault file.</param>
    public static bool IsUnchanged(LocalVault? local, string path)
    {
        var now = FileFacts.Of(StagedFile.ResolveLink(path));
        return local?.file is { } then ? now == then : now.Kind == FileKind.Missing;
    }

    /// <summary>Explains why these bytes cannot be a whole vault, regardless of the passphrase; null if no damage was found.</summary>
    /// <param name="last">The facts recorded about the vault that was here before, if any.</param>
    public string? Damage(VaultFacts? last)
    {
        if (Size < VaultFormat.Current.MinimumSize)
        {
            return $"has {Size} bytes; the smallest vault has {VaultFormat.Current.MinimumSize}";
        }

        // Every save draws a new id. Different bytes after a known id mean damage.
        return last is not null && last.SealId == Mark.Id && last.VaultSha256 != Sha256
            ? "is damaged: it starts like the previous vault here, but the rest differs"
            : null;
    }

    /// <summary>Whether an object with this ETag and size holds exactly these bytes, if the ETag is an MD5.</summary>
    public bool IsContentOf(string etag, long size) => size == Size && etag == ComputeMd5();

    private static LocalVault? Read(
        string path, Func<long, byte[]> allocate, bool keeps, Func<SealMark, string?>? known, CancellationToken cancellationToken)
    {
        try
        {
            VaultFile.RequireFile(path);
            using var stream = VaultFile.Open(path);
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
            var hashed = VaultFile.ReadAndHash(stream, size, bytes, hashes: remembered is null, cancellationToken);
            return FileFacts.Of(stream.SafeFileHandle) == before
                ? new LocalVault(keeps ? bytes : default(Memory<byte>?), size, mark, remembered ?? hashed, path, before) { isHashed = remembered is null }
                : throw VaultFile.Written(path);
        }
        catch (EndOfStreamException)
        {
            throw VaultFile.Written(path);
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

    private Memory<byte> Take()
    {
        if (bytes is null)
        {
            var file = path ?? throw new InvalidOperationException("the vault's bytes were given away");
            var again = Read(file, CancellationToken.None);
            bytes = again is not null && (again.Sha256 == Sha256 || !isHashed) ? again.bytes!.Value : throw VaultFile.Written(file);
        }

        return bytes.GetValueOrDefault();
    }

    private static byte[] RoomToLook(long size) => GC.AllocateUninitializedArray<byte>((int)Math.Min(size, 2 * VaultFile.PieceSize));

    private static string Md5Of(Stream content)
    {
        using (content)
        {
            return Md5Hash.HexOf(content);
        }
    }
}
