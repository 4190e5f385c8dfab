namespace TazPod.Vault.Settings;

/// <summary>Reports what was trusted in a workspace, and why.</summary>
/// <remarks>The text is created on demand: finding a user's name can take a while.</remarks>
internal sealed class WorkspaceTrust(WorkspaceRoot workspace, TrustedConfiguration configuration, OwnerRule owners)
{
    /// <summary>The settings that lead outside, and why they are allowed to.</summary>
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
            : configuration.IsPassedOver ? $"'{judged.Path}', skipped: {owners.Explain(judged)}"
            : $"'{judged.Path}', trusted: {owners.Explain(judged)}";
    }
}
