namespace TazPod.Vault.Files;

/// <summary>Memory for a whole vault, or for plaintext of any size.</summary>
internal static class LargeBuffer
{
    // Below it there is no whole large page to win.
    private const int WorthAsking = 4 << 20;

    // A collection costs a few milliseconds; taking that much memory from the system costs more.
    private const int WorthCollecting = 16 << 20;

    /// <summary>A buffer whose content is not defined yet, on large pages where the system has them: taking a vault's memory page by
    /// page can take longer than deciphering it.</summary>
    /// <remarks>Pinned: a compacting collection would leave copies of plaintext behind that nobody wipes.</remarks>
    /// <param name="size">Bytes.</param>
    public static byte[] Allocate(long size)
    {
        // What the step before held may be free by now. The collector does not know how soon, and would take as much again.
        if (size >= WorthCollecting && GC.GetTotalMemory(forceFullCollection: false) >= size)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }

        var buffer = GC.AllocateUninitializedArray<byte>(checked((int)size), pinned: true);
        if (size >= WorthAsking && OperatingSystem.IsLinux())
        {
            Posix.PreferLargePages(buffer);
        }

        return buffer;
    }
}
