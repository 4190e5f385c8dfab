using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Text;

namespace TazPod.Vault.Settings;

/// <summary>Keeps what a configuration file names in its workspace. A cloned repository brings such a file, and must not reach the rest
/// of the disk by it: not unless it runs anyway, or somebody here said so.</summary>
internal sealed class WorkspaceBounds(WorkspaceRoot workspace, SettingsSources sources, OwnerRule owners)
{
    /// <summary>Lets a value through, or refuses it.</summary>
    /// <returns>The real place that was judged, and why it may lead outside, as the end of a sentence; null when it does not.</returns>
    /// <exception cref="VaultException">TAZPOD1011: it leads outside, and nothing allows it.</exception>
    public (string Place, string? Reason) Require(SettingDefinition setting, SettingInput input)
    {
        var root = RealPath.Of(workspace.Directory);
        var key = setting.ConfigurationKey!;
        if (TryFollow(input.AsPath()!) is not { } place)
        {
            throw Refusal(setting, input, "leads through links that never end", "");
        }

        if (RealPath.KeepsWithin(root, place))
        {
            return (place, null);
        }

        if (sources.CallerLocations.FirstOrDefault(caller => TryFollow(caller) is { } real && RealPath.Holds(root, real)) is { } inside)
        {
            return (place, $"what runs lies in the workspace ('{inside}')");
        }

        if (owners.IsTold)
        {
            return (place, $"{TrustSwitch.Variable} is set");
        }

        var trusted = TrustedPlaces.Read(sources, owners, root);
        return trusted.Hold(root, key, place)
            ? (place, $"'{trusted.FilePath}' says so")
            : throw Refusal(setting, input, $"leads {(RealPath.Holds(root, place) ? "into the .git of" : "outside")} the workspace, to '{PrintableText.OneLine(place)}'", HowToNote(trusted, TrustedPlaces.Line(root, key, place)));
    }

    private static string? TryFollow(string path)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return null;
        }
    }

    private static VaultException Refusal(SettingDefinition setting, SettingInput input, string why, string howToNote) =>
        VaultErrors.OutsideWorkspace.With(
            $"{input.Origin} is '{SettingMessages.Shown(input.Text)}', which {why}",
            $"If that is meant, name it with --{setting.Argument} or {setting.Environment[0]}, or set {TrustSwitch.Variable}=1 in the environment{howToNote}");

    private static string HowToNote(TrustedPlaces trusted, string line)
    {
        if (trusted.FilePath is null)
        {
            return ".";
        }

        if (trusted.Problem is { } problem)
        {
            return $"; '{trusted.FilePath}' {problem}.";
        }

        var directory = Path.GetDirectoryName(trusted.FilePath)!;
        var make = Directory.Exists(directory) ? "" : $" (mkdir -p '{directory}' makes its directory)";
        return $". To allow it for good, append this line to '{trusted.FilePath}'{make}: {line}";
    }
}
