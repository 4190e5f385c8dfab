using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Decides which directories can never be a secrets directory. Unlocking replaces that directory and locking removes it, so it
/// must contain only secrets.</summary>
internal static class SecretsDirectoryRule
{
    private static readonly string[] Markers = [WorkspaceRoot.MarkerName, ".git"];

    /// <summary>Refuses the secrets directory of these settings if it is the root, the home directory or a parent of it, or if it contains
    /// <c>.tazpod</c>, <c>.git</c> or the vault file, or is inside <c>.tazpod</c> or <c>.git</c>. Symbolic links are followed. It need not
    /// exist.</summary>
    /// <exception cref="VaultException">TAZPOD1007: it is one of these. TAZPOD1001: it is unknown. 6xxx: it cannot be examined.</exception>
    public static void Require(VaultSettings settings)
    {
        var directory = settings.SecretsDirectory;
        try
        {
            if (Objection(RealPath.Of(directory), settings) is { } objection)
            {
                throw VaultErrors.SecretsDirectoryRefused.With(
                    $"'{directory}' cannot be the secrets directory: {objection}",
                    "Use a directory that contains only secrets, for example with --secrets=~/secrets.");
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot examine the secrets directory '{directory}'");
        }
    }

    internal static string? Default(string? home) => home is null ? null : Path.Combine(Path.GetFullPath(home), "secrets");

    internal static VaultException NoHome() => VaultErrors.InvalidSetting.With(
        "the secrets directory is unknown: it is not configured, and HOME is not set",
        "Set HOME, or specify the directory with --secrets, TAZPOD_SECRETS or vault.secrets.");

    private static string? Objection(string directory, VaultSettings settings)
    {
        if (Path.GetPathRoot(directory) == directory)
        {
            return "it is the root of the file system";
        }

        if (settings.HomeDirectory is { } home && RealPath.Of(home) is var realHome && RealPath.Holds(directory, realHome))
        {
            return realHome == directory ? "it is the home directory" : "it contains the home directory";
        }

        foreach (var marker in Markers)
        {
            if (FileFacts.Of(Path.Combine(directory, marker)).Kind != FileKind.Missing)
            {
                return $"it contains {marker}";
            }
        }

        if (RealPath.Holds(directory, RealPath.Of(settings.VaultFile)))
        {
            return $"it contains the vault file '{settings.VaultFile}'";
        }

        return directory.Split(Path.DirectorySeparatorChar).FirstOrDefault(Markers.Contains) is { } above
            ? $"it is inside {above}, which it would disturb"
            : null;
    }
}
