using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>The directory that holds <c>.tazpod</c>: the workspace, found upward as git finds its repository.</summary>
/// <param name="Directory">Its absolute path; the directory that was begun at when none holds <c>.tazpod</c>.</param>
/// <param name="Marker">What <c>.tazpod</c> there is, and whether it is believed; missing when there is none.</param>
internal sealed record WorkspaceRoot(string Directory, OwnerVerdict Marker)
{
    public const string MarkerName = ".tazpod";

    /// <summary>The nearest directory, from this one upward, that holds a directory <c>.tazpod</c>, or one of which that cannot be told:
    /// what is not believed is never passed by on the way to another.</summary>
    public static WorkspaceRoot Find(string directory, OwnerRule owners)
    {
        var start = Path.GetFullPath(directory);
        for (var at = start; at is not null; at = Path.GetDirectoryName(at))
        {
            var marker = owners.Judge(Path.Combine(at, MarkerName));
            if (marker.Kind is FileKind.Directory or FileKind.Link || marker.Belief == Belief.Unreadable)
            {
                return new WorkspaceRoot(at, marker);
            }
        }

        return new WorkspaceRoot(start, new OwnerVerdict(Path.Combine(start, MarkerName), FileKind.Missing, Belief.NotJudged));
    }
}
