namespace TazPod.Vault.Settings;

/// <summary>What of a workspace was believed, and why, for who wants to know.</summary>
/// <remarks>The words are made when they are asked for: finding a user's name can take a while.</remarks>
internal sealed class WorkspaceTrust(WorkspaceRoot workspace, TrustedConfiguration configuration, OwnerRule owners)
{
    /// <summary>The settings that lead outside, and why they may.</summary>
    public List<(string Key, string Reason)> Outside { get; } = [];

    public IEnumerable<(string Name, string Finding)> Describe() =>
    [
        ("configuration", Configuration()),
        .. Outside.Select(each => ($"{each.Key} outside the workspace", $"allowed: {each.Reason}")),
    ];

    private string Configuration()
    {
        var judged = configuration.Judged;
        return workspace.Marker.IsMissing ? $"no {WorkspaceRoot.MarkerName} from here upward"
            : configuration.IsPassedOver ? $"'{judged.Path}', passed over: {owners.Explain(judged)}"
            : $"'{judged.Path}', believed: {owners.Explain(judged)}";
    }
}
