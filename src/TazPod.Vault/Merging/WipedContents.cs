using System.Security.Cryptography;

namespace TazPod.Vault.Merging;

/// <summary>Contents of files in memory, wiped when disposed.</summary>
internal sealed class WipedContents : IDisposable
{
    private readonly List<byte[]> contents = [];

    /// <summary>Copies bytes. Pinned: a compacting collection would leave copies behind that are never wiped.</summary>
    public byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = Keep(GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true));
        bytes.CopyTo(copy);
        return copy;
    }

    /// <summary>Takes over bytes.</summary>
    public byte[] Keep(byte[] bytes)
    {
        contents.Add(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var content in contents)
        {
            CryptographicOperations.ZeroMemory(content);
        }

        contents.Clear();
    }
}
