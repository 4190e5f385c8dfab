using System.Runtime.InteropServices;

namespace TazPod.Vault.Files;

/// <summary>What the users of this machine are called.</summary>
internal static partial class UserName
{
    // More than the struct passwd of any system; its first field is the name, everywhere.
    private const int LargestEntry = 256;
    private const int LargestText = 64 * 1024;

    /// <summary>The name of a user id, from wherever the system keeps its users; null where it knows none.</summary>
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
