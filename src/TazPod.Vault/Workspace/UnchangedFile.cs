using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>A file with a known SHA-256, read from start to end. The last piece is returned only if the whole file is unchanged.</summary>
/// <remarks>An upload of it is either complete and correct, or lacks its end, which no store accepts as an object. It can be read again
/// from its start for every attempt of an upload.</remarks>
internal sealed class UnchangedFile(FileStream file, string sha256, Func<VaultException> changed) : ReadOnlyStream
{
    private readonly long length = file.Length;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long hashed;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => hashed;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <exception cref="VaultException">4005: it has changed since it was hashed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = Take(buffer[..(int)Math.Min(buffer.Length, length - hashed)]);
        if (count == 0)
        {
            return buffer.IsEmpty || hashed == length ? 0 : throw changed();
        }

        hash.AppendData(buffer[..count]);
        hashed += count;
        return hashed < length || Convert.ToHexStringLower(hash.GetCurrentHash()) == sha256 ? count : throw changed();
    }

    /// <summary>Seeks to the start, or stays at the current position. Skipped bytes could not be verified.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + (origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => hashed,
            _ => length,
        });
        if (position == hashed)
        {
            return position;
        }

        if (position != 0)
        {
            throw new NotSupportedException("can only seek to the start");
        }

        _ = hash.GetHashAndReset();
        hashed = 0;
        return file.Seek(0, SeekOrigin.Begin);
    }

    // This reports a failure of the file, not of the connection that it is read for.
    private int Take(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read the vault '{file.Name}'");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
