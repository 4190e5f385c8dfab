namespace TazPod.Vault.Archive;

/// <summary>A buffer for one piece of a file's content.</summary>
internal sealed class ContentPiece
{
    /// <summary>Bytes of content in every piece of a file except the last.</summary>
    public const int Capacity = 256 * 1024;

    // Pinned: a compacting collection would leave copies behind that are never wiped.
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(Capacity, pinned: true);

    /// <summary>Number of bytes in the buffer that are content.</summary>
    public int Size { get; set; }

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Content => bytes.AsSpan(0, Size);

    /// <summary>The whole buffer, to be filled.</summary>
    public Span<byte> Room => bytes;
}
