using System.Buffers.Binary;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The content of one gzip member of ours, unpacked on another core. Wiped when disposed.</summary>
internal sealed class UnpackedMember : IDisposable
{
    // One byte more than fits shows that there is more. Pinned: a compacting collection would leave copies behind that nobody wipes.
    private readonly byte[] content = GC.AllocateUninitializedArray<byte>(GzipMember.Size + 1, pinned: true);
    private Task<int> unpacking = Task.FromResult(0);

    /// <summary>Starts unpacking. Nothing else may be asked for before <see cref="Content"/>.</summary>
    public void Start(ReadOnlyMemory<byte> member, GzipMark mark) => unpacking = Task.Run(() => Unpack(member, mark));

    /// <summary>What it holds, when that is done; valid until the next start.</summary>
    /// <exception cref="Errors.VaultException">TAZPOD3003: it is damaged.</exception>
    public ReadOnlyMemory<byte> Content() => content.AsMemory(0, unpacking.GetAwaiter().GetResult());

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not under the unpacker's hands; how it went does not matter any more.
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
