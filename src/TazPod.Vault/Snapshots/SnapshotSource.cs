using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Snapshots;

/// <summary>The bytes of a snapshot to be pushed. They are read once for hashing and again for sending, and never held in memory.</summary>
internal sealed class SnapshotSource : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;
    private readonly Stream stream;
    private readonly FileFacts? facts;

    private SnapshotSource(string name, Stream stream, FileFacts? facts, string sha256, string md5)
    {
        Name = name;
        Sha256 = sha256;
        this.stream = stream;
        this.facts = facts;
        Content = new StreamedContent(stream, stream.Length, md5);
    }

    /// <summary>The file's path.</summary>
    public string Name { get; }

    /// <summary>The content to send.</summary>
    public StreamedContent Content { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>The content hash, if it is a vault and the hash is known.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The fingerprint of its logical content, if one was given.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Uses a vault file that was already read.</summary>
    public static SnapshotSource Of(string path, LocalVault vault, string? contentSha256) =>
        new(path, vault.OpenRead(), null, vault.Sha256, vault.ComputeMd5()) { ContentSha256 = contentSha256 };

    /// <summary>Opens a file and reads it once.</summary>
    /// <exception cref="VaultException">7008: it does not exist; 7009: it is empty, too large or not a file; 7010: it changes meanwhile;
    /// 6xxx: it cannot be read.</exception>
    public static async Task<SnapshotSource> OpenAsync(
        string path, bool allowEmpty, string? fingerprint, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            RequireFile(path);
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var before = FileFacts.Of(file.SafeFileHandle);
            RequireSize(path, file.Length, allowEmpty);
            var (sha256, md5) = await HashAsync(file, cancellationToken);
            var source = new SnapshotSource(path, file, before, sha256, md5) { Fingerprint = fingerprint };
            source.RequireUnchanged();
            file = null;
            return source;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotFound(path);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read the snapshot '{path}'");
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }

    /// <summary>Fails if the file has changed since it was read.</summary>
    /// <exception cref="VaultException">7010: it has.</exception>
    public void RequireUnchanged()
    {
        if (stream is FileStream file && FileFacts.Of(file.SafeFileHandle) != facts)
        {
            throw VaultErrors.SnapshotChanged.With(
                $"not pushed: '{Name}' changed while it was being read", "Run the same step again when nothing is writing there.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    // Checked first, since opening a pipe would block forever.
    private static void RequireFile(string path)
    {
        switch (FileFacts.Of(StagedFile.ResolveLink(path)).Kind)
        {
            case FileKind.File:
                return;
            case FileKind.Missing:
                throw NotFound(path);
            case var kind:
                throw VaultErrors.SnapshotRefused.With(
                    $"not pushed: '{path}' is a {kind.ToString().ToLowerInvariant()}, but a snapshot must be a regular file", "Specify a file with --file.");
        }
    }

    private static void RequireSize(string path, long size, bool allowEmpty)
    {
        if (size == 0 && !allowEmpty)
        {
            throw VaultErrors.SnapshotRefused.With(
                $"not pushed: '{path}' is empty, as after a failed dump", "Check the program that created it; if an empty snapshot is intended, add --allow-empty.");
        }

        if (size > SnapshotLimits.MaximumSize)
        {
            throw VaultErrors.SnapshotRefused.With(
                $"not pushed: '{path}' has {size} bytes; one PUT takes at most {SnapshotLimits.MaximumSize}", "Compress it, or split it into several lineages.");
        }
    }

    private static async Task<(string Sha256, string Md5)> HashAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = Md5Hash.Begin();
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            sha256.AppendData(buffer, 0, count);
            md5.AppendData(buffer, 0, count);
        }

        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(md5.GetHashAndReset()));
    }

    private static VaultException NotFound(string path) =>
        VaultErrors.SnapshotNotFound.With($"there is no snapshot file at '{path}'", "Specify it with --file.");
}
