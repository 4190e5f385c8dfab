using System.Buffers;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Downloads;

/// <summary>The result of a download: the bytes that were written and their hashes.</summary>
/// <param name="Size">The number of bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
/// <param name="Md5">MD5, lower-case hex; null if not requested.</param>
/// <param name="Start">The first bytes.</param>
internal sealed record Download(long Size, string Sha256, string? Md5, ReadOnlyMemory<byte> Start)
{
    private const int StartSize = 32;
    private const int PieceSize = 1 << 20;

    /// <summary>Copies the content of an object that was found. Each piece is hashed and written on another core while the next piece
    /// arrives.</summary>
    /// <param name="session">The session that reports progress.</param>
    /// <param name="download">The object.</param>
    /// <param name="destination">The stream to write to.</param>
    /// <param name="what">A description of the operation, for the progress.</param>
    /// <param name="wantsMd5">Whether to compute the MD5, too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="kept">Also keeps the bytes in memory; null if that is not needed.</param>
    /// <param name="limit">The maximum number of bytes to accept.</param>
    /// <exception cref="VaultException">2004: the download was cut short; 3005: it exceeds the limit; 6xxx: it cannot be
    /// written.</exception>
    public static async Task<Download> CopyAsync(
        VaultSession session,
        ObjectDownload download,
        Stream destination,
        string what,
        bool wantsMd5,
        CancellationToken cancellationToken,
        IncomingVault? kept = null,
        long limit = long.MaxValue)
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = wantsMd5 ? Md5Hash.Begin() : null;
        var progress = session.Output.Progress(what, head.Size);
        var rented = ArrayPool<byte>.Shared.Rent(kept is null ? 2 * PieceSize : 1);
        var taking = Task.CompletedTask;
        var pieces = 0;
        byte[] start = [];
        long received = 0;
        try
        {
            while (await FillAsync() is { IsEmpty: false } piece)
            {
                await taking;
                start = start.Length == 0 ? piece[..Math.Min(StartSize, piece.Length)].ToArray() : start;
                kept?.Has(received);
                taking = Task.Run(() => Take(piece.Span), CancellationToken.None);
            }
        }
        finally
        {
            await taking;
            ArrayPool<byte>.Shared.Return(rented);
        }

        return received == head.Size || head.Size < 0
            ? new Download(received, TextOf(sha256)!, TextOf(md5), start)
            : throw VaultErrors.StoreUnreachable.With(
                $"'{head.Key}' from {session.Remote.Name} ended after {received} of {head.Size} bytes", "Run the same step again.");

        // If nothing is kept, each piece overwrites the one before the last. At the end, one more byte is requested, because a stream may
        // check itself at its end.
        async Task<ReadOnlyMemory<byte>> FillAsync()
        {
            var place = kept is null ? rented.AsMemory(PieceSize * (pieces++ % 2), PieceSize) : kept.RoomFor(received, PieceSize);
            place = place.IsEmpty ? rented.AsMemory(0, 1) : place;
            var filled = 0;
            int count;
            while (filled < place.Length && (count = await download.Content.ReadAsync(place[filled..], cancellationToken)) > 0)
            {
                filled += count;
                received += count;
                progress.Report(received);
                RequireWithin(limit, received, head, session.Remote.Name);
            }

            return place[..filled];
        }

        void Take(ReadOnlySpan<byte> piece)
        {
            sha256.AppendData(piece);
            md5?.AppendData(piece);
            Write(destination, piece);
        }
    }

    private static void RequireWithin(long limit, long received, ObjectHead head, string store)
    {
        if (received > limit)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"'{head.Key}' in {store} has more than the allowed {limit} bytes", "This is not the pushed object; check the bucket.");
        }
    }

    private static string? TextOf(IncrementalHash? hash) => hash is null ? null : Convert.ToHexStringLower(hash.GetHashAndReset());

    private static void Write(Stream destination, ReadOnlySpan<byte> bytes)
    {
        try
        {
            destination.Write(bytes);
        }
        catch (Exception exception) when (destination is FileStream file && FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{file.Name}'");
        }
    }
}
