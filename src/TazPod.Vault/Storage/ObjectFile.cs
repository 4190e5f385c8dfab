using System.Buffers;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>An object file of a <see cref="DirectoryStore"/>, open for reading. It keeps returning the same bytes if the file is
/// replaced.</summary>
internal sealed class ObjectFile : IDisposable
{
    private readonly string path;
    private readonly ObjectHeader? header;
    private readonly FileStream stream;
    private readonly long start;

    private ObjectFile(string path, FileStream stream, ObjectHeader? header, long start)
    {
        this.path = path;
        this.stream = stream;
        this.header = header;
        this.start = start;
    }

    /// <summary>Whether the file has the header of an object.</summary>
    public bool IsObject => header is not null;

    /// <summary>The header.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.DownloadDamaged"/>: the file is not an object.</exception>
    public ObjectHeader Header => header ?? throw Foreign(path);

    /// <summary>The actual number of content bytes.</summary>
    public long ContentLength => stream.Length - start;

    /// <summary>Opens the file at a path; null if it does not exist (any more).</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.DownloadDamaged"/>: it is not a regular file.</exception>
    public static ObjectFile? TryOpen(string path)
    {
        // Checked first, since opening a pipe would block forever.
        switch (FileFacts.Of(path).Kind)
        {
            case FileKind.File:
                break;
            case FileKind.Missing or FileKind.Directory:
                return null;
            default:
                throw Foreign(path);
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(ObjectHeader.LongestLine);
        try
        {
            var head = buffer.AsSpan(0, RandomAccess.Read(stream.SafeFileHandle, buffer.AsSpan(0, ObjectHeader.LongestLine), 0));
            var end = head.IndexOf((byte)'\n');
            return new ObjectFile(path, stream, end < 0 ? null : ObjectHeader.Parse(head[..end]), end + 1);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The content, verified as it is read. It owns the file from now on.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.DownloadDamaged"/>: the file is shorter or longer than its header
    /// states.</exception>
    public Stream OpenContent()
    {
        if (ContentLength != Header.Size)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"the object file '{path}' is damaged: it holds {ContentLength} bytes of content, but its header says {Header.Size}",
                ObjectContent.UseAnotherCopy);
        }

        stream.Position = start;
        return new ObjectContent(stream, path, Header.Etag);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static VaultException Foreign(string path) => VaultErrors.DownloadDamaged.With(
        $"'{path}' is not an object of this store: it does not begin with an object's header line",
        "Move it out of the store's directory; only a push puts objects there.");
}
