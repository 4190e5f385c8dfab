using System.Security.Cryptography;

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
    public static byte[] Allocate(long size)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(checked((int)size), pinned: true);
        if (size >= WorthAsking && OperatingSystem.IsLinux())
        {
            Posix.PreferLargePages(buffer);
        }

        return buffer;
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
