using System.Security.Cryptography;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Memory for a whole vault, or for plaintext of any size.</summary>
internal static class LargeBuffer
{
    // Below it there is no whole large page to win.
    private const int WorthAsking = 4 << 20;

    // Below it there are hardly whole pages to give.
    private const int WorthGiving = 128 << 10;

    /// <summary>A buffer whose content is not defined yet, on large pages where the system has them: taking a vault's memory page by
    /// page can take longer than deciphering it.</summary>
    /// <remarks>Pinned: a compacting collection would leave copies of plaintext behind that nobody wipes.</remarks>
    /// <param name="size">Bytes.</param>
    /// <exception cref="VaultException">TAZPOD6007: there is not so much memory.</exception>
    public static byte[] Allocate(long size) => Allocate(size, held: 0);

    /// <inheritdoc cref="Allocate(long)"/>
    /// <param name="size">Bytes.</param>
    /// <param name="held">Bytes that are held beside it, to say how much is needed.</param>
    public static byte[] Allocate(long size, long held)
    {
        var buffer = Take(checked((int)size), held);
        if (size >= WorthAsking && OperatingSystem.IsLinux())
        {
            Posix.PreferLargePages(buffer);
        }

        return buffer;
    }

    private static byte[] Take(int size, long held)
    {
        try
        {
            return GC.AllocateUninitializedArray<byte>(size, pinned: true);
        }
        catch (OutOfMemoryException exception)
        {
            throw MemoryFailures.Translate(exception, size + held);
        }
    }

    /// <summary>Wipes a pinned buffer, or a part of one, that nobody needs any more, and gives its memory back to the system: the collector
    /// would keep it while the next step takes as much again.</summary>
    /// <param name="content">Pinned memory; what was never written to need not be named.</param>
    public static void Wipe(Span<byte> content)
    {
        CryptographicOperations.ZeroMemory(content);
        if (content.Length >= WorthGiving && OperatingSystem.IsLinux())
        {
            Posix.GiveBack(content);
        }

        if (content.Length >= WorthAsking && OperatingSystem.IsLinux())
        {
            // Packing and unpacking leave a few MiB behind there.
            Posix.TrimNativeMemory();
        }
    }
}
