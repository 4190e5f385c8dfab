namespace TazPod.Vault.Archive;

/// <summary>Room for a piece of a file's content.</summary>
internal sealed class ContentPiece
{
    /// <summary>Bytes of content in every piece of a file but the last.</summary>
    public const int Capacity = 256 * 1024;

    // Pinned: a compacting collection would leave copies behind that nobody wipes.
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(Capacity, pinned: true);

    /// <summary>Bytes of it that are content.</summary>
    public int Size { get; set; }

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Content => bytes.AsSpan(0, Size);

    /// <summary>All of it, to be filled.</summary>
    public Span<byte> Room => bytes;
}
