using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The content of an archive of our own members (<see cref="MemberHeader.IsThroughout"/>), unpacked on all cores. Wiped when
/// disposed.</summary>
/// <remarks>Each member is read as strictly as a whole gzip file (<see cref="GzipContent"/>), so the result is the same as any other
/// reader's. A failure is reported at its position, after all the content before it.</remarks>
internal sealed class MembersContent(ReadOnlyMemory<byte> archive) : ReadOnlyStream
{
    // Enough that the reader, which is slow to wake up, seldom waits for one.
    private static readonly int Most = Math.Clamp(4 * Environment.ProcessorCount, 8, 32);
    private readonly GzipMark mark = new();
    private readonly Queue<UnpackedMember> pending = new();
    private readonly Stack<UnpackedMember> free = new();
    private UnpackedMember? current;
    private readonly int size = archive.Length;
    private ReadOnlyMemory<byte> packed = archive;
    private ReadOnlyMemory<byte> rest;

    /// <summary>The bytes of the archive that are being unpacked or were.</summary>
    public long Consumed => size - packed.Length;

    public override int Read(Span<byte> buffer)
    {
        while (rest.IsEmpty && !buffer.IsEmpty)
        {
            if (!Next())
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, rest.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        rest = default;
        foreach (var member in free.Concat(pending))
        {
            member.Dispose();
        }

        current?.Dispose();
        current = null;
        pending.Clear();
        free.Clear();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (current is not null)
        {
            free.Push(current);
            current = null;
        }

        while (!packed.IsEmpty && pending.Count < Most - 1)
        {
            var length = MemberHeader.LengthOf(packed.Span)!.Value;
            var member = free.TryPop(out var used) ? used : new UnpackedMember();
            member.Start(packed[..length], mark);
            pending.Enqueue(member);
            packed = packed[length..];
        }

        if (!pending.TryDequeue(out current))
        {
            return false;
        }

        rest = current.Content();
        return true;
    }
}
