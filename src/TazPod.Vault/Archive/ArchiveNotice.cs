namespace TazPod.Vault.Archive;

/// <summary>Something that was left out of a tree: to be told, not to be failed on.</summary>
/// <param name="Kind">What was left out.</param>
/// <param name="Paths">Where: one path for a link, all of them for special bits. Raw, as in the tree.</param>
internal sealed record ArchiveNotice(ArchiveNoticeKind Kind, IReadOnlyList<string> Paths)
{
    private const int Shown = 3;

    /// <summary>One line, safe for a terminal.</summary>
    public string Message => Kind switch
    {
        ArchiveNoticeKind.LinkLeftOut => $"link {Names} left out",
        _ => $"setuid, setgid or sticky bits dropped from {Names}",
    };

    private string Names
    {
        get
        {
            var shown = string.Join(", ", Paths.Take(Shown).Select(EntryName.Quote));
            return Paths.Count > Shown ? $"{shown} and {Paths.Count - Shown} more" : shown;
        }
    }
}
