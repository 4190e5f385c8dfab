namespace TazPod.Vault.Archive.Entries;

/// <summary>Something of a tree that was left out or changed: to be told, not to be failed on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Paths">Where: one path for a link, all of them for modes. Raw, as in the tree.</param>
internal sealed record ArchiveNotice(ArchiveNoticeKind Kind, IReadOnlyList<string> Paths)
{
    private const int Shown = 3;

    /// <summary>One line, safe for a terminal.</summary>
    public string Message => Kind switch
    {
        ArchiveNoticeKind.LinkLeftOut => $"link {Names} left out",
        ArchiveNoticeKind.OwnerMayRead => $"the mode of {Names} forbade its owner to read it; that is not kept",
        _ => $"setuid, setgid or sticky bits dropped from {Names}",
    };

    /// <summary>The notices of what is not kept of modes.</summary>
    /// <param name="special">Entries with setuid, setgid or sticky bits.</param>
    /// <param name="raised">Entries that their owner could not read.</param>
    public static IEnumerable<ArchiveNotice> OfModes(IReadOnlyList<string> special, IReadOnlyList<string> raised) =>
        new ArchiveNotice[] { new(ArchiveNoticeKind.SpecialBitsDropped, special), new(ArchiveNoticeKind.OwnerMayRead, raised) }
            .Where(notice => notice.Paths.Count > 0);

    private string Names
    {
        get
        {
            var shown = string.Join(", ", Paths.Take(Shown).Select(EntryName.Quote));
            return Paths.Count > Shown ? $"{shown} and {Paths.Count - Shown} more" : shown;
        }
    }
}
