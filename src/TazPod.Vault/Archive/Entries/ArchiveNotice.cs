namespace TazPod.Vault.Archive.Entries;

/// <summary>An entry that was left out of a tree or changed. This is reported, but is not a failure.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Paths">The affected paths: one for a link, all of them for modes. Unescaped, as in the tree.</param>
internal sealed record ArchiveNotice(ArchiveNoticeKind Kind, IReadOnlyList<string> Paths)
{
    private const int Shown = 3;

    /// <summary>One line, safe for a terminal.</summary>
    public string Message => Kind switch
    {
        ArchiveNoticeKind.LinkLeftOut => $"symbolic link {Names} skipped",
        ArchiveNoticeKind.OwnerMayRead => $"the mode of {Names} denied the owner read access; read access was added",
        _ => $"setuid, setgid or sticky bits dropped from {Names}",
    };

    /// <summary>The notices about the parts of modes that are not kept.</summary>
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
