using System.IO.Enumeration;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>How large an archive can become, at a glance.</summary>
internal static class TreeSize
{
    private const int MostPerEntry = 2048; // Its header, and what fills its last block.

    /// <summary>Bytes of a directory's archive if nothing in it can be packed; 0 when that cannot be told.</summary>
    public static long MostPacked(string directory)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            var content = new FileSystemEnumerable<long>(directory, (ref FileSystemEntry entry) => entry.Length + MostPerEntry, options).Sum();

            // What cannot be packed grows by the frame around it, far less than this.
            return content + (content / 256);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // Whoever reads the tree meets the same failure, and has a message for it.
            return 0;
        }
    }
}
