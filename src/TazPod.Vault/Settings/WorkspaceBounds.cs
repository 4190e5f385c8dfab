using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Text;

namespace TazPod.Vault.Settings;

/// <summary>Keeps the paths of a configuration file inside its workspace. A cloned repository contains such a file, and must not use it to
/// reach the rest of the disk. The exceptions are code that runs anyway, or permission from a local user.</summary>
internal sealed class WorkspaceBounds(WorkspaceRoot workspace, SettingsSources sources, OwnerRule owners)
{
    /// <summary>Accepts or refuses a value.</summary>
    /// <returns>The real path that was checked, and the reason why it may lead outside, in words that fit the end of a sentence; null if it
    /// does not.</returns>
    /// <exception cref="VaultException">TAZPOD1011: it leads outside without permission.</exception>
    public (string Place, string? Reason) Require(SettingDefinition setting, SettingInput input)
    {
        var root = RealPath.Of(workspace.Directory);
        var key = setting.ConfigurationKey!;
        if (TryFollow(input.AsPath()!) is not { } place)
        {
            throw Refusal(setting, input, "leads through an endless loop of links", "");
        }

        if (RealPath.KeepsWithin(root, place))
        {
            return (place, null);
        }

        if (sources.CallerLocations.FirstOrDefault(caller => TryFollow(caller) is { } real && RealPath.Holds(root, real)) is { } inside)
        {
            return (place, $"the running code is inside the workspace ('{inside}')");
        }

        if (owners.TrustsAll)
        {
            return (place, $"{TrustSwitch.Variable} is set");
        }

        var trusted = TrustedPlaces.Read(sources, owners, root);
        return trusted.Hold(root, key, place)
            ? (place, $"'{trusted.FilePath}' allows it")
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
            $"If that is intended, set it with --{setting.Argument} or {setting.Environment[0]}, or set {TrustSwitch.Variable}=1 in the environment{howToNote}");

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
        var make = Directory.Exists(directory) ? "" : $" (create its directory with mkdir -p '{directory}')";
        return $". To allow it permanently, append this line to '{trusted.FilePath}'{make}: {line}";
    }
}
