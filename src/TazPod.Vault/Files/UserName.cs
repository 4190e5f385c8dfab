using System.Runtime.InteropServices;

namespace TazPod.Vault.Files;

/// <summary>The names of this machine's users.</summary>
internal static partial class UserName
{
    // Larger than struct passwd on any system. Its first field is the name on every system.
    private const int LargestEntry = 256;
    private const int LargestText = 64 * 1024;

    /// <summary>The name of a user id, from whatever user database the system has; null if it is unknown.</summary>
    public static unsafe string? Of(uint user)
    {
        var entry = stackalloc byte[LargestEntry];
        var text = new byte[LargestText];
        fixed (byte* buffer = text)
        {
            return GetUser(user, entry, buffer, LargestText, out var found) == 0 && found is not 0
                ? Marshal.PtrToStringUTF8(*(nint*)entry)
                : null;
        }
    }

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int GetUser(uint user, byte* entry, byte* text, nuint length, out nint found);
}
