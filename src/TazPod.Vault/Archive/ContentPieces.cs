using System.Collections.Concurrent;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>The pieces of files that are being worked on: so many and no more, whatever the archive holds. Wiped when disposed.</summary>
internal sealed class ContentPieces : IDisposable
{
    // Enough that no core waits for the reader, and little beside a vault of any size.
    private static readonly int Most = Math.Clamp(2 * Environment.ProcessorCount, 4, 8);
    private readonly BlockingCollection<ContentPiece> free = [];
    private readonly List<ContentPiece> all = [];

    /// <summary>One that is free, waited for.</summary>
    public ContentPiece Take(CancellationToken cancellationToken)
    {
        if (!free.TryTake(out var piece))
        {
            piece = all.Count < Most ? Make() : free.Take(cancellationToken);
        }

        piece.Size = 0;
        return piece;
    }

    /// <summary>Gives one back.</summary>
    public void Return(ContentPiece piece) => free.Add(piece);

    /// <summary>Wipes all of them; nobody may work on any.</summary>
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
