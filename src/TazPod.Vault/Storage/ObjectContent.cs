using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>The content of an object file. Reading its end checks the content against the ETag.</summary>
internal sealed class ObjectContent(FileStream file, string path, string etag) : ReadOnlyStream
{
    /// <summary>What to do about a damaged file.</summary>
    public const string UseAnotherCopy =
        "Restore the file from a backup, or for a vault, pull another copy: ListHistory shows them, PullVault --index=N pulls one.";

    private readonly IncrementalHash hash = Md5Hash.Begin();
    private bool ended;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Checked(buffer, file.Read(buffer));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{path}'");
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Checked(buffer.Span, count);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{path}'");
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

    private int Checked(ReadOnlySpan<byte> buffer, int count)
    {
        if (count > 0)
        {
            hash.AppendData(buffer[..count]);
        }
        else if (buffer.Length > 0 && !ended)
        {
            ended = true;
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != etag)
            {
                throw VaultErrors.DownloadDamaged.With(
                    $"the object file '{path}' is damaged: its content does not match the MD5 in its header",
                    UseAnotherCopy);
            }
        }

        return count;
    }
}
