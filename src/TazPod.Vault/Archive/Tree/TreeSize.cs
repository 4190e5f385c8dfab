using System.IO.Enumeration;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>Estimates the maximum size of an archive.</summary>
internal static class TreeSize
{
    private const int MostPerEntry = 2048; // Its header, and the padding of its last block.

    /// <summary>The size in bytes of a directory's archive if nothing in it compresses; 0 if it cannot be determined.</summary>
    public static long MostPacked(string directory)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            var content = new FileSystemEnumerable<long>(directory, (ref FileSystemEntry entry) => entry.Length + MostPerEntry, options).Sum();

            // Incompressible content grows only by the framing around it, which is far less than this.
            return content + (content / 256);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // Reading the tree will hit the same failure and report it.
            return 0;
        }
    }
}
