using System.Security.Cryptography;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Memory for a whole vault, or for plaintext of any size.</summary>
internal static class LargeBuffer
{
    // Smaller buffers would not contain a whole large page.
    private const int WorthAsking = 4 << 20;

    // Smaller buffers contain hardly any whole pages to give back.
    private const int WorthGiving = 128 << 10;

    /// <summary>Allocates an uninitialized buffer, on large pages if the system has them: mapping a vault's memory page by page can take
    /// longer than decrypting it.</summary>
    /// <remarks>Pinned: a compacting collection would leave copies of plaintext behind that are never wiped.</remarks>
    /// <param name="size">Bytes.</param>
    /// <exception cref="VaultException">TAZPOD6007: there is not enough memory.</exception>
    public static byte[] Allocate(long size) => Allocate(size, held: 0);

    /// <inheritdoc cref="Allocate(long)"/>
    /// <param name="size">Bytes.</param>
    /// <param name="held">Bytes already held in addition, to report how much is needed.</param>
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

    /// <summary>Wipes a pinned buffer, or part of one, that is no longer needed, and returns its memory to the system. Otherwise the
    /// collector would keep it while the next step allocates just as much.</summary>
    /// <param name="content">Pinned memory. Parts that were never written to can be left out.</param>
    public static void Wipe(Span<byte> content)
    {
        CryptographicOperations.ZeroMemory(content);
        if (content.Length >= WorthGiving && OperatingSystem.IsLinux())
        {
            Posix.GiveBack(content);
        }

        if (content.Length >= WorthAsking && OperatingSystem.IsLinux())
        {
            // Packing and unpacking leave a few MiB of native memory behind.
            Posix.TrimNativeMemory();
        }
    }
}
