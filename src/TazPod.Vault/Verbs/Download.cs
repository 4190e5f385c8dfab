using System.Buffers;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>The bytes of a download that were written somewhere, and what they hash to.</summary>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
/// <param name="Md5">MD5, lower-case hex; null when nobody wanted it.</param>
internal sealed record Download(string Sha256, string? Md5)
{
    private const int PieceSize = 1 << 20;

    /// <summary>Copies the content of an object that was found; it is hashed on another core while the next piece arrives.</summary>
    /// <exception cref="VaultException">2004 cut short; 6xxx it cannot be written.</exception>
    public static async Task<Download> CopyAsync(
        VaultSession session, ObjectDownload download, Stream destination, string what, bool wantsMd5, CancellationToken cancellationToken)
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = wantsMd5 ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
        var progress = session.Progress(what, head.Size);
        byte[] arriving = ArrayPool<byte>.Shared.Rent(PieceSize), arrived = ArrayPool<byte>.Shared.Rent(PieceSize);
        var hashing = Task.CompletedTask;
        long received = 0;
        try
        {
            int count;
            while ((count = await FillAsync(arriving)) > 0)
            {
                await hashing;
                (arriving, arrived) = (arrived, arriving);
                var piece = arrived.AsMemory(0, count);
                hashing = Task.Run(() => Append(piece), CancellationToken.None);
                await WriteAsync(destination, piece, cancellationToken);
            }
        }
        finally
        {
            await hashing;
            ArrayPool<byte>.Shared.Return(arriving);
            ArrayPool<byte>.Shared.Return(arrived);
        }

        return received == head.Size
            ? new Download(TextOf(sha256)!, TextOf(md5))
            : throw VaultErrors.StoreUnreachable.With(
                $"'{head.Key}' from {session.StoreName} ended after {received} of {head.Size} bytes", "Run the same step again.");

        async Task<int> FillAsync(Memory<byte> piece)
        {
            var filled = 0;
            int count;
            while (filled < piece.Length && (count = await download.Content.ReadAsync(piece[filled..], cancellationToken)) > 0)
            {
                filled += count;
                received += count;
                progress.Report(received);
            }

            return filled;
        }

        void Append(ReadOnlyMemory<byte> piece)
        {
            sha256.AppendData(piece.Span);
            md5?.AppendData(piece.Span);
        }
    }

    private static string? TextOf(IncrementalHash? hash) => hash is null ? null : Convert.ToHexStringLower(hash.GetHashAndReset());

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
