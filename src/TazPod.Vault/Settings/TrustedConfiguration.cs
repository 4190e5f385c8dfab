using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>What a workspace's configuration says, as far as it is believed.</summary>
/// <param name="File">The file; null when there is none, or nothing is read from it.</param>
/// <param name="Judged">What decided it: the file, or the <c>.tazpod</c> that it lies in.</param>
internal sealed record TrustedConfiguration(ConfigurationFile? File, OwnerVerdict Judged)
{
    private const string Name = "config.yaml";

    /// <summary>Whether there is one that nothing is read from, because its owner is not believed.</summary>
    public bool IsPassedOver => !Judged.IsBelieved;

    /// <summary>Reads the configuration of a workspace. Both count, the owner of <c>.tazpod</c> and that of the file.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="owners">Whose files are believed.</param>
    /// <param name="mayPassOver">Whether everything that must not be guessed was given elsewhere.</param>
    /// <exception cref="VaultException">TAZPOD1010: it is not believed, and must not be passed over. TAZPOD1002 and TAZPOD1003: as
    /// <see cref="ConfigurationFile.Of"/>.</exception>
    public static TrustedConfiguration Read(WorkspaceRoot workspace, OwnerRule owners, bool mayPassOver)
    {
        var judged = workspace.Marker;
        ConfigurationFile? file = null;
        var path = Path.Combine(workspace.Directory, WorkspaceRoot.MarkerName, Name);
        if (judged is { IsBelieved: true, IsMissing: false } && SmallFile.IsThere(path))
        {
            (file, judged) = Read(path, owners);
            judged = judged with { Owner = judged.Owner ?? workspace.Marker.Owner };
        }

        return judged.IsBelieved || mayPassOver
            ? new TrustedConfiguration(file, judged)
            : throw TrustRefusals.OfConfiguration(judged, owners);
    }

    private static (ConfigurationFile? File, OwnerVerdict Judged) Read(string path, OwnerRule owners)
    {
        var judged = owners.Judge(path);
        if (!judged.IsBelieved)
        {
            return (null, judged);
        }

        var read = SmallFile.Read(path, ConfigurationFile.LargestBytes);
        if (read.IsDenied)
        {
            return (null, judged with { Belief = Belief.Unreadable });
        }

        // What was opened counts, should it be another than what was looked at.
        return read.Content is not null && owners.BeliefIn(read.Owner) == Belief.None
            ? (null, judged with { Belief = Belief.None, Owner = read.Owner })
            : (ConfigurationFile.Of(path, read), judged);
    }
}
