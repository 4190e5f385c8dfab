namespace TazPod.Vault.Archive.Gzip;

/// <summary>Packs its input into gzip members of one size, on all cores, and writes them in order.</summary>
/// <remarks>A gzip file is any number of members, and every reader, including Go's, joins them. Only the position decides where a member
/// ends, so the same content gives the same bytes on every machine. Nothing is written after a failure: only <see cref="Finish"/> completes
/// the file.</remarks>
internal sealed class GzipMembers(Stream destination) : Stream
{
    // The packed members, the members that wait to be packed, and the one being filled.
    private static readonly int MostMembers = (2 * Environment.ProcessorCount) + 1;
    private readonly Queue<GzipMember> pending = new();
    private readonly Stack<GzipMember> free = new();
    private GzipMember current = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[current.Take(buffer)..];
            if (current.IsFull)
            {
                Pack();
                current = FreeMember();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes everything that is still pending.</summary>
    public void Finish()
    {
        Pack();
        while (pending.Count > 0)
        {
            WriteOldest();
        }

        current = FreeMember();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var member in free.Concat(pending).Append(current))
        {
            member.Dispose();
        }

        pending.Clear();
        free.Clear();
        base.Dispose(disposing);
    }

    private void Pack()
    {
        current.StartPacking();
        pending.Enqueue(current);
    }

    private GzipMember FreeMember()
    {
        if (free.Count == 0 && pending.Count >= MostMembers - 1)
        {
            WriteOldest();
        }

        return free.TryPop(out var member) ? member : new GzipMember();
    }

    private void WriteOldest()
    {
        var member = pending.Peek();
        destination.Write(member.Packed());
        pending.Dequeue();
        member.Clear();
        free.Push(member);
    }
}
