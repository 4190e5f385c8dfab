using System.Buffers;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>Takes a download in and checks that it is whole and what was pushed.</summary>
internal sealed class Receipt(VaultSession session, ObjectDownload download)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies the content and checks it.</summary>
    /// <returns>SHA-256 of the bytes, lower-case hex.</returns>
    /// <exception cref="VaultException">2004 cut short; 2008 not the bytes that were pushed; 3005 larger than a vault can be.</exception>
    public async Task<string> CopyToAsync(Stream destination, string what, CancellationToken cancellationToken)
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
        if (head.Size > TazPodFormat.MaximumSize)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"'{head.Key}' in {session.StoreName} has {head.Size} bytes; a vault has at most {TazPodFormat.MaximumSize}",
                "This is not a vault; check the bucket.");
        }

        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var progress = session.Progress(what, head.Size);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long received = 0;
        try
        {
            int count;
            while ((count = await download.Content.ReadAsync(buffer.AsMemory(), cancellationToken)) > 0)
            {
                sha256.AppendData(buffer, 0, count);
                md5.AppendData(buffer, 0, count);
                await WriteAsync(destination, buffer.AsMemory(0, count), cancellationToken);
                received += count;
                progress.Report(received);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (received != head.Size)
        {
            throw VaultErrors.StoreUnreachable.With(
                $"'{head.Key}' from {session.StoreName} ended after {received} of {head.Size} bytes", "Run the same step again.");
        }

        var hash = Convert.ToHexStringLower(sha256.GetHashAndReset());

        // The label is the stronger witness; where there is none, an ETag that is an MD5 is one.
        var isPushed = head.Label(ObjectLabels.VaultSha256) is { } pushed ? pushed == hash : (bool?)null;
        var isStored = !head.ETagIsMd5 || head.ETag == Convert.ToHexStringLower(md5.GetHashAndReset());
        return isPushed ?? isStored
            ? hash
            : throw VaultErrors.DownloadDamaged.With(
                $"'{head.Key}' in {session.StoreName} is damaged: its bytes are not those that {(isPushed is null ? "the store was given" : "were pushed")}",
                "Run the same step again; if it stays so, take an older copy with PullVault --index=2.");
    }

    private static async Task WriteAsync(Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (destination is FileStream file && FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{file.Name}'");
        }
    }
}
