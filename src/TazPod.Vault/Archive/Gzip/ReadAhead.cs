using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>Reads a stream on another thread, a few pieces ahead of the consumer. Wiped when disposed.</summary>
/// <remarks>A failure of the source is reported at its position, after everything that was read before.</remarks>
internal sealed class ReadAhead : ReadOnlyStream
{
    private const int PieceSize = 256 * 1024;
    private const int Pieces = 4;
    private readonly Stream source;
    private readonly BlockingCollection<Piece> full = new(Pieces);
    private readonly BlockingCollection<Piece> empty = new(Pieces);
    private readonly List<Piece> all = [];
    private readonly CancellationTokenSource abandoned = new();
    private readonly Task reading;
    private ExceptionDispatchInfo? failure;
    private Piece? piece;
    private ReadOnlyMemory<byte> rest;

    /// <summary>Starts reading; the source is disposed with this one.</summary>
    public ReadAhead(Stream source)
    {
        this.source = source;
        for (var i = 0; i < Pieces; i++)
        {
            all.Add(new Piece());
            empty.Add(all[i]);
        }

        reading = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (rest.IsEmpty && !Next()))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, rest.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        abandoned.Cancel();
        reading.Wait();
        source.Dispose();
        all.ForEach(each => LargeBuffer.Wipe(each.Bytes));
        full.Dispose();
        empty.Dispose();
        abandoned.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (piece is not null)
        {
            empty.Add(piece);
            piece = null;
        }

        if (full.TryTake(out var next, Timeout.Infinite))
        {
            piece = next;
            rest = next.Bytes.AsMemory(0, next.Size);
            return true;
        }

        failure?.Throw();
        return false;
    }

    private void ReadAll()
    {
        try
        {
            while (true)
            {
                var next = empty.Take(abandoned.Token);
                next.Size = source.ReadAtLeast(next.Bytes, PieceSize, throwOnEndOfStream: false);
                if (next.Size == 0)
                {
                    break;
                }

                full.Add(next, abandoned.Token);
            }
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            // The rest is not needed.
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            full.CompleteAdding();
        }
    }

    // A class, because the framework already contains compiled code for collections of reference types.
    private sealed class Piece
    {
        // Pinned: a compacting collection would leave copies behind that are never wiped.
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(PieceSize, pinned: true);

        public int Size { get; set; }
    }
}
