using System.Globalization;
using System.Text;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>The proof, in a directory itself, that a swap of ours is moving it. A name can be given to anything by whoever may rename what lies
/// beside a secrets directory; this file can be made only by who may write in it, and names its inode, which no copy or clone has.</summary>
internal static class SwapMark
{
    private const int Longest = 32;

    /// <summary>Marks it; the mark survives a power cut.</summary>
    public static void Put(DirectoryHandle directory)
    {
        // Not staged: a run that is killed leaves no other name in a live tree, and half a mark is none.
        directory.DeleteFile(ReservedName.Mark);
        using (var file = directory.CreateFile(ReservedName.Mark))
        {
            file.Write(Content(directory));
            file.Flush(flushToDisk: true);
        }

        directory.Sync();
    }

    /// <summary>Whether it is marked.</summary>
    public static bool IsIn(DirectoryHandle directory) =>
        directory.Facts(ReservedName.Mark).Kind == FileKind.File
        && directory.ReadFile(ReservedName.Mark, Longest) is { } content && content.AsSpan().SequenceEqual(Content(directory));

    /// <summary>Takes the mark away, if it has one, or the half of one that a killed run left.</summary>
    public static void Remove(DirectoryHandle directory)
    {
        if (directory.Facts(ReservedName.Mark) is { Kind: FileKind.File, Size: <= Longest })
        {
            directory.DeleteFile(ReservedName.Mark);
        }
    }

    private static byte[] Content(DirectoryHandle directory) =>
        Encoding.ASCII.GetBytes(directory.Facts().Inode.ToString(CultureInfo.InvariantCulture));
}
