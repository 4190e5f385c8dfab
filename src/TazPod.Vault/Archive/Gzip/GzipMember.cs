using System.IO.Compression;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>One gzip member: content on one side, its packed form on the other. Wiped when disposed.</summary>
internal sealed class GzipMember : IDisposable
{
    /// <summary>Bytes of content in every member but the last.</summary>
    public const int Size = 256 * 1024;

    // Deflate never makes more than 9 bits of 8.
    private const int MostPacked = Size + (Size / 8) + 1024;

    // Against level 6, which is in common use: half the time or less, and two points more of the size; one level less costs another two.
    private static readonly ZLibCompressionOptions Quick = new() { CompressionLevel = 3 };
    private static readonly ZLibCompressionOptions Stored = new() { CompressionLevel = 0 };

    // Pinned: a compacting collection would leave copies behind that nobody wipes.
    private readonly byte[] content = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private readonly byte[] packed = GC.AllocateUninitializedArray<byte>(MostPacked, pinned: true);
    private int contentSize;
    private int packedSize;
    private Task packing = Task.CompletedTask;

    /// <summary>Whether it takes no more.</summary>
    public bool IsFull => contentSize == Size;

    /// <summary>Takes as much of this as there is room for.</summary>
    /// <returns>How many bytes it took.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Size - contentSize);
        bytes[..count].CopyTo(content.AsSpan(contentSize));
        contentSize += count;
        return count;
    }

    /// <summary>Starts packing on another core. Nothing else may be asked for before <see cref="Packed"/>.</summary>
    public void StartPacking() => packing = Task.Run(Pack);

    /// <summary>What it was packed to, when that is done.</summary>
    public ReadOnlySpan<byte> Packed()
    {
        packing.GetAwaiter().GetResult();
        return packed.AsSpan(0, packedSize);
    }

    /// <summary>Makes it ready for other content.</summary>
    public void Clear() => (contentSize, packedSize) = (0, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not under the packer's hands; how the packing went does not matter any more.
        ((IAsyncResult)packing).AsyncWaitHandle.WaitOne();
        LargeBuffer.Wipe(content);
        LargeBuffer.Wipe(packed);
    }

    private void Pack()
    {
        if (contentSize == 0)
        {
            // Of nothing the framework makes no member at all.
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

    // Keys, and what is packed or encrypted already: all bytes are about as frequent, and packing would cost time for nothing.
    // The sum of the squared counts is n²/256 when they are equal, and grows fast with any preference.
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
