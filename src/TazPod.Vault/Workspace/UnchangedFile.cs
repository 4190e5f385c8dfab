using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>A file whose SHA-256 is known, read from its start to its end: the last piece comes out only if all of it is still what it
/// was.</summary>
/// <remarks>An upload of it ends whole and right, or without its end, which no store takes for an object. It may be read again from its
/// start, as often as an upload is tried.</remarks>
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

    /// <exception cref="VaultException">4005: it changed since it was hashed.</exception>
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

    /// <summary>Goes back to the start, or stays where it is: what is passed over could not be vouched for.</summary>
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
            throw new NotSupportedException("only back to the start");
        }

        _ = hash.GetHashAndReset();
        hashed = 0;
        return file.Seek(0, SeekOrigin.Begin);
    }

    // Its own failure, and not one of the connection that it is read for.
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
