using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>The directory that contains <c>.tazpod</c>: the workspace, found by searching upward as git does for its repository.</summary>
/// <param name="Directory">Its absolute path; the starting directory if none contains <c>.tazpod</c>.</param>
/// <param name="Marker">The <c>.tazpod</c> there, and whether it is trusted; missing if there is none.</param>
internal sealed record WorkspaceRoot(string Directory, OwnerVerdict Marker)
{
    public const string MarkerName = ".tazpod";

    /// <summary>The nearest directory, from this one upward, that contains a directory <c>.tazpod</c>, or where this cannot be determined.
    /// An untrusted one is never skipped in favour of another.</summary>
    public static WorkspaceRoot Find(string directory, OwnerRule owners)
    {
        var start = Path.GetFullPath(directory);
        for (var at = start; at is not null; at = Path.GetDirectoryName(at))
        {
            var marker = owners.Judge(Path.Combine(at, MarkerName));
            if (marker.Kind is FileKind.Directory or FileKind.Link || marker.Trust == OwnerTrust.Unreadable)
            {
                return new WorkspaceRoot(at, marker);
            }
        }

        return new WorkspaceRoot(start, new OwnerVerdict(Path.Combine(start, MarkerName), FileKind.Missing, OwnerTrust.NotJudged));
    }
}
