using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The configuration of a workspace, if it is trusted.</summary>
/// <param name="File">The file; null if there is none, or it is not read.</param>
/// <param name="Judged">The verdict on the file, or on its <c>.tazpod</c> directory.</param>
internal sealed record TrustedConfiguration(ConfigurationFile? File, OwnerVerdict Judged)
{
    private const string Name = "config.yaml";

    /// <summary>Whether there is a configuration that is skipped because its owner is not trusted.</summary>
    public bool IsPassedOver => !Judged.IsTrusted;

    /// <summary>Reads the configuration of a workspace. The owners of both <c>.tazpod</c> and the file count.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="owners">Decides whose files are trusted.</param>
    /// <param name="mayPassOver">Whether all settings that must not be guessed were given elsewhere.</param>
    /// <exception cref="VaultException">TAZPOD1010: it is not trusted, and must not be skipped. TAZPOD1002 and TAZPOD1003: as for
    /// <see cref="ConfigurationFile.Of"/>.</exception>
    public static TrustedConfiguration Read(WorkspaceRoot workspace, OwnerRule owners, bool mayPassOver)
    {
        var judged = workspace.Marker;
        ConfigurationFile? file = null;
        var path = Path.Combine(workspace.Directory, WorkspaceRoot.MarkerName, Name);
        if (judged is { IsTrusted: true, IsMissing: false } && SmallFile.IsThere(path))
        {
            (file, judged) = Read(path, owners);
            judged = judged with { Owner = judged.Owner ?? workspace.Marker.Owner };
        }

        return judged.IsTrusted || mayPassOver
            ? new TrustedConfiguration(file, judged)
            : throw TrustRefusals.OfConfiguration(judged, owners);
    }

    private static (ConfigurationFile? File, OwnerVerdict Judged) Read(string path, OwnerRule owners)
    {
        var judged = owners.Judge(path);
        if (!judged.IsTrusted)
        {
            return (null, judged);
        }

        var read = SmallFile.Read(path, ConfigurationFile.LargestBytes);
        if (read.IsDenied)
        {
            return (null, judged with { Trust = OwnerTrust.Unreadable });
        }

        // The opened file counts, in case it is not the one that was checked.
        return read.Content is not null && owners.TrustIn(read.Owner) == OwnerTrust.None
            ? (null, judged with { Trust = OwnerTrust.None, Owner = read.Owner })
            : (ConfigurationFile.Of(path, read), judged);
    }
}
