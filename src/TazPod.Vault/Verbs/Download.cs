using System.Buffers;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>The bytes of a download that were written somewhere, and what they hash to.</summary>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
/// <param name="Md5">MD5, lower-case hex.</param>
internal sealed record Download(string Sha256, string Md5)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies the content of an object that was found.</summary>
    /// <exception cref="VaultException">2004 cut short; 6xxx it cannot be written.</exception>
    public static async Task<Download> CopyAsync(
        VaultSession session, ObjectDownload download, Stream destination, string what, CancellationToken cancellationToken)
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
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

        return received == head.Size
            ? new Download(Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(md5.GetHashAndReset()))
            : throw VaultErrors.StoreUnreachable.With(
                $"'{head.Key}' from {session.StoreName} ended after {received} of {head.Size} bytes", "Run the same step again.");
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
