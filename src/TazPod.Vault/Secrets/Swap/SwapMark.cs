using System.Globalization;
using System.Text;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>The proof, inside a directory, that one of our swaps is moving it. Anyone who can rename entries beside a secrets directory can
/// give any entry a matching name. This file can be created only by someone who can write inside, and contains its inode, which no copy or
/// clone has.</summary>
internal static class SwapMark
{
    private const int Longest = 32;

    /// <summary>Marks a directory. The mark survives a power cut.</summary>
    public static void Put(DirectoryHandle directory)
    {
        // Not staged: a killed run leaves no other name in a live tree, and an incomplete mark does not count.
        directory.DeleteFile(ReservedName.Mark);
        using (var file = directory.CreateFile(ReservedName.Mark))
        {
            file.Write(Content(directory));
            file.Flush(flushToDisk: true);
        }

        directory.Sync();
    }

    /// <summary>Whether a directory is marked.</summary>
    public static bool IsIn(DirectoryHandle directory) =>
        directory.Facts(ReservedName.Mark).Kind == FileKind.File
        && directory.ReadFile(ReservedName.Mark, Longest) is { } content && content.AsSpan().SequenceEqual(Content(directory));

    /// <summary>Removes the mark if there is one, including an incomplete one from a killed run.</summary>
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
