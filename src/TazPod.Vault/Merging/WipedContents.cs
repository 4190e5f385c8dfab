using System.Security.Cryptography;

namespace TazPod.Vault.Merging;

/// <summary>Contents of files in memory, wiped when disposed.</summary>
internal sealed class WipedContents : IDisposable
{
    private readonly List<byte[]> contents = [];

    /// <summary>Takes over bytes, which must be pinned: a compacting collection would leave copies behind that are never wiped.</summary>
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
