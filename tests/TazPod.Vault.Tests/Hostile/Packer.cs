using System.Formats.Tar;
using TazPod.Vault.Archive.Tar;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>The writer of a tar: our own, or the framework with one of its formats.</summary>
internal enum Packer
{
    Ours,
    Pax,
    Gnu,
    Ustar,
    V7,
}

/// <summary>Packs trees into tars.</summary>
internal static class Packing
{
    /// <summary>The tar of a tree; entries that do not fit the format are left out.</summary>
    public static byte[] Pack(this Packer packer, IEnumerable<TreeItem> tree) => packer == Packer.Ours ? Ours(tree) : Foreign(packer, tree);

    private static byte[] Ours(IEnumerable<TreeItem> tree)
    {
        var tar = new MemoryStream();
        var output = new TarOutput(tar);
        foreach (var item in tree)
        {
            if (item.Content is not { } content)
            {
                output.Directory(item.Path, item.Mode);
                continue;
            }

            output.BeginFile(item.Path, item.Mode, content.Length);
            output.Content(content);
            output.EndFile();
        }

        output.End();
        return tar.ToArray();
    }

    private static byte[] Foreign(Packer packer, IEnumerable<TreeItem> tree)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, Format(packer), leaveOpen: true))
        {
            var written = new HashSet<string>();
            foreach (var item in tree.Where(item => item.Target is null || written.Contains(item.Target)))
            {
                try
                {
                    writer.WriteEntry(Entry(packer, item));
                    written.Add(item.Path);
                }
                catch (ArgumentException)
                {
                    // The name is too long for the format.
                }
            }
        }

        // The framework omits the end marker if there are no entries.
        return tar.Length == 0 ? new byte[1024] : tar.ToArray();
    }

    private static TarEntryFormat Format(Packer packer) => packer switch
    {
        Packer.Gnu => TarEntryFormat.Gnu,
        Packer.Ustar => TarEntryFormat.Ustar,
        Packer.V7 => TarEntryFormat.V7,
        _ => TarEntryFormat.Pax,
    };

    private static TarEntry Entry(Packer packer, TreeItem item)
    {
        var file = packer == Packer.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        var type = item.IsDirectory ? TarEntryType.Directory : item.Target is null ? file : TarEntryType.HardLink;
        TarEntry entry = packer switch
        {
            Packer.Gnu => new GnuTarEntry(type, item.Path),
            Packer.Ustar => new UstarTarEntry(type, item.Path),
            Packer.V7 => new V7TarEntry(type, item.Path),
            _ => new PaxTarEntry(type, item.Path),
        };
        entry.Mode = (UnixFileMode)item.Mode;
        if (item.Target is { } target)
        {
            entry.LinkName = target;
        }
        else if (item.Content is { } content)
        {
            entry.DataStream = new MemoryStream(content);
        }

        return entry;
    }
}
