using System.IO.Enumeration;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>The size of a directory before it is packed.</summary>
/// <param name="Content">The bytes in its files; 0 if unknown.</param>
/// <param name="MostPacked">The size in bytes of its archive if nothing in it compresses; 0 if unknown.</param>
internal sealed record TreeSize(long Content, long MostPacked)
{
    private const int MostPerEntry = 2048; // Its header, and the padding of its last block.

    public static TreeSize Of(string directory)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            long content = 0;
            long entries = 0;
            foreach (var length in new FileSystemEnumerable<long>(directory, (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length, options))
            {
                content += length;
                entries++;
            }

            // Incompressible content grows only by the framing around it, which is far less than this.
            var packed = content + (entries * MostPerEntry);
            return new TreeSize(content, packed + (packed / 256));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // Reading the tree will hit the same failure and report it.
            return new TreeSize(0, 0);
        }
    }
}
