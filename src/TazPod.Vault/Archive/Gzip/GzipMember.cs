using System.IO.Compression;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>One gzip member: content in, packed bytes out. Wiped when disposed.</summary>
internal sealed class GzipMember : IDisposable
{
    /// <summary>Bytes of content in every member except the last.</summary>
    public const int Size = 256 * 1024;

    // Deflate never expands 8 bits to more than 9.
    private const int MostPacked = Size + (Size / 8) + 1024;

    // Compared to level 6, the common choice: half the time or less, and two percentage points more in size. One level lower costs another
    // two.
    private static readonly ZLibCompressionOptions Quick = new() { CompressionLevel = 3 };
    private static readonly ZLibCompressionOptions Stored = new() { CompressionLevel = 0 };

    // Pinned: a compacting collection would leave copies behind that are never wiped.
    private readonly byte[] content = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private readonly byte[] packed = GC.AllocateUninitializedArray<byte>(MostPacked, pinned: true);
    private int contentSize;
    private int packedSize;
    private Task packing = Task.CompletedTask;

    /// <summary>Whether the member is full.</summary>
    public bool IsFull => contentSize == Size;

    /// <summary>Takes as many of these bytes as there is room for.</summary>
    /// <returns>The number of bytes taken.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Size - contentSize);
        bytes[..count].CopyTo(content.AsSpan(contentSize));
        contentSize += count;
        return count;
    }

    /// <summary>Starts packing on another core. Only <see cref="Packed"/> may be called next.</summary>
    public void StartPacking() => packing = Task.Run(Pack);

    /// <summary>The packed member. Waits for the packing to finish.</summary>
    public ReadOnlySpan<byte> Packed()
    {
        packing.GetAwaiter().GetResult();
        return packed.AsSpan(0, packedSize);
    }

    /// <summary>Resets the member for new content.</summary>
    public void Clear() => (contentSize, packedSize) = (0, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Wait until the packer no longer uses the buffers. Its outcome does not matter any more.
        ((IAsyncResult)packing).AsyncWaitHandle.WaitOne();
        LargeBuffer.Wipe(content);
        LargeBuffer.Wipe(packed);
    }

    private void Pack()
    {
        if (contentSize == 0)
        {
            // The framework writes no member at all for empty content.
            return;
        }

        var bytes = content.AsSpan(0, contentSize);
        using var output = new MemoryStream(packed) { Position = MemberHeader.ExtraSize };
        using (var packer = new GZipStream(output, IsRandom(bytes) ? Stored : Quick, leaveOpen: true))
        {
            packer.Write(bytes);
        }

        packedSize = (int)output.Position;
        MemberHeader.Complete(packed.AsSpan(0, packedSize));
    }

    // Keys, and content that is already packed or encrypted: all bytes are about equally frequent, and packing would waste time. The sum of
    // the squared counts is n²/256 if they are equal, and grows quickly with any bias.
    private static bool IsRandom(ReadOnlySpan<byte> bytes)
    {
        const int Slices = 16;
        const int SliceSize = 1024;
        if (bytes.Length < Slices * SliceSize)
        {
            return false;
        }

        Span<int> counts = stackalloc int[256];
        counts.Clear();
        for (var slice = 0; slice < Slices; slice++)
        {
            foreach (var value in bytes.Slice(bytes.Length / Slices * slice, SliceSize))
            {
                counts[value]++;
            }
        }

        var squares = 0L;
        foreach (var count in counts)
        {
            squares += (long)count * count;
        }

        const long Total = Slices * SliceSize;
        return squares * 256 < Total * Total * 21 / 20;
    }
}
