using System.Collections.Concurrent;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>A fixed-size pool of pieces, independent of the archive's size. Wiped when disposed.</summary>
internal sealed class ContentPieces : IDisposable
{
    // Enough that no core waits for the reader, yet small compared to a vault of any size.
    private static readonly int Most = Math.Clamp(2 * Environment.ProcessorCount, 4, 8);
    private readonly BlockingCollection<ContentPiece> free = [];
    private readonly List<ContentPiece> all = [];

    /// <summary>Takes a free piece, and waits for one if necessary.</summary>
    public ContentPiece Take(CancellationToken cancellationToken)
    {
        if (!free.TryTake(out var piece))
        {
            piece = all.Count < Most ? Make() : free.Take(cancellationToken);
        }

        piece.Size = 0;
        return piece;
    }

    /// <summary>Returns a piece to the pool.</summary>
    public void Return(ContentPiece piece) => free.Add(piece);

    /// <summary>Wipes all pieces. None may be in use.</summary>
    public void Dispose()
    {
        all.ForEach(piece => LargeBuffer.Wipe(piece.Room));
        free.Dispose();
    }

    private ContentPiece Make()
    {
        var piece = new ContentPiece();
        all.Add(piece);
        return piece;
    }
}
