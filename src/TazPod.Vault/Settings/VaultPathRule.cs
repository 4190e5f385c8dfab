using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Where the vault file is when no setting says it: TazPod's rule, which works inside its container and on the host.</summary>
/// <remarks>The first that exists of <c>/workspace/.tazpod/vault/vault.tar.aes</c> and <c>.tazpod/vault/vault.tar.aes</c> below the
/// workspace;
/// when none exists, the first if <c>/workspace</c> is a directory, else the second (TazPod: always the first, which a host does not
/// have).</remarks>
public static class VaultPathRule
{
    /// <summary>The directory that TazPod's container mounts the workspace on.</summary>
    public const string ContainerRoot = "/workspace";

    /// <summary>Chooses the vault file's absolute path.</summary>
    /// <param name="workspace">The directory that holds <c>.tazpod</c>, or the working directory.</param>
    /// <param name="containerRoot">The container's workspace.</param>
    public static string Choose(string workspace, string containerRoot = ContainerRoot)
    {
        var inContainer = Below(containerRoot);
        var here = Below(workspace);
        if (Path.Exists(inContainer))
        {
            return inContainer;
        }

        return !Path.Exists(here) && Directory.Exists(containerRoot) ? inContainer : here;
    }

    /// <summary>Follows the vault file's links, once: what is done afterwards is done at these places. Refuses a vault file that nobody named
    /// and that a link, its own or one on the way, leads out of its workspace or into <c>.git</c>: whoever made the workspace, by cloning it
    /// for one, need not have made the link.</summary>
    /// <returns>The real places of the file and of the directory that its name lies in.</returns>
    /// <exception cref="VaultException">6008: it leads out; or it leads elsewhere than when the configuration was read; or another user made
    /// a link on the way where every user may write. 6xxx: it cannot be followed.</exception>
    internal static (string File, string Directory) PlaceOf(VaultSettings settings)
    {
        var file = settings.VaultFile;
        try
        {
            var (real, directory) = (RealPath.ToUse(file), RealPath.ToUse(Path.GetDirectoryName(file)!));
            if (settings.VaultFilePlace is { } judged && judged != real)
            {
                throw VaultErrors.NotOurs.With(
                    $"the vault file '{file}' led to '{judged}' a moment ago and leads to '{real}' now; nothing was read or written there",
                    "See who may write there, and run the same step again.");
            }

            if (settings.VaultFileIsByRule)
            {
                RequireInside(file, real, directory);
            }

            return (real, directory);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot follow '{file}'");
        }
    }

    /// <summary>The same for the current directory.</summary>
    /// <exception cref="VaultException">TAZPOD1010: the <c>.tazpod</c> that decides it is not believed.</exception>
    internal static string ChooseHere()
    {
        var sources = SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>());
        var owners = OwnerRule.Of(sources);
        return Choose(WorkspaceRoot.Find(sources.WorkingDirectory, owners), sources.ContainerRoot, owners);
    }

    /// <summary>Chooses the vault file's absolute path, where those who decide it are believed.</summary>
    /// <exception cref="VaultException">TAZPOD1010: they are not.</exception>
    internal static string Choose(WorkspaceRoot workspace, string containerRoot, OwnerRule owners)
    {
        Require(workspace.Marker, owners);
        var chosen = Choose(workspace.Directory, containerRoot);
        if (chosen == Below(containerRoot))
        {
            Require(owners.Judge(Path.Combine(containerRoot, WorkspaceRoot.MarkerName)), owners);
        }

        return chosen;
    }

    /// <summary>The vault file of the workspace when the container's was chosen over it; null when there is no such pair.</summary>
    internal static string? PassedOver(string chosen, string workspace)
    {
        var here = Below(workspace);
        return chosen != here && Path.Exists(here) ? here : null;
    }

    private static void RequireInside(string file, string real, string directory)
    {
        var workspace = RealPath.Of(Path.GetFullPath(Path.Combine(file, "..", "..", "..")));
        if (!RealPath.KeepsWithin(workspace, real) || !RealPath.KeepsWithin(workspace, directory))
        {
            throw VaultErrors.NotOurs.With(
                $"the vault file '{file}' is in truth '{real}': a link leads it out of '{workspace}', where it belongs",
                $"If that is meant, name it with --vault-file='{real}' or TAZPOD_VAULT_FILE; if not, remove the link.");
        }
    }

    private static void Require(OwnerVerdict judged, OwnerRule owners)
    {
        if (!judged.IsBelieved)
        {
            throw TrustRefusals.OfVaultFile(judged, owners);
        }
    }

    private static string Below(string root) =>
        Path.Combine(Path.GetFullPath(root), WorkspaceRoot.MarkerName, "vault", "vault.tar.aes");
}
