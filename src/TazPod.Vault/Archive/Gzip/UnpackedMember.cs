using System.Buffers.Binary;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The content of one of our gzip members, unpacked on another core. Wiped when disposed.</summary>
internal sealed class UnpackedMember : IDisposable
{
    // One extra byte detects content that is too long. Pinned: a compacting collection would leave copies behind that are never wiped.
    private readonly byte[] content = GC.AllocateUninitializedArray<byte>(GzipMember.Size + 1, pinned: true);
    private Task<int> unpacking = Task.FromResult(0);

    /// <summary>Starts unpacking. Only <see cref="Content"/> may be called next.</summary>
    public void Start(ReadOnlyMemory<byte> member, GzipMark mark) => unpacking = Task.Run(() => Unpack(member, mark));

    /// <summary>The content, valid until the next start. Waits for the unpacking to finish.</summary>
    /// <exception cref="Errors.VaultException">TAZPOD3003: the member is damaged.</exception>
    public ReadOnlyMemory<byte> Content() => content.AsMemory(0, unpacking.GetAwaiter().GetResult());

    /// <inheritdoc/>
    public void Dispose()
    {
        // Wait until the unpacker no longer uses the buffer. Its outcome does not matter any more.
        ((IAsyncResult)unpacking).AsyncWaitHandle.WaitOne();
        LargeBuffer.Wipe(content);
    }

    private int Unpack(ReadOnlyMemory<byte> member, GzipMark mark)
    {
        using var unpacked = new GzipContent(member, mark);
        var size = unpacked.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(member.Span[^sizeof(uint)..]);
        return size <= GzipMember.Size && size == declared ? size : throw GzipContent.Damaged(null);
    }
}
