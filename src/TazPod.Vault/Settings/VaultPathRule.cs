using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Determines the vault file when it is not set: TazPod's rule, which works inside its container and on the host.</summary>
/// <remarks>The first existing file of <c>/workspace/.tazpod/vault/vault.tar.aes</c> and <c>.tazpod/vault/vault.tar.aes</c> below the
/// workspace. If neither exists, the first if <c>/workspace</c> is a directory, else the second. (TazPod always uses the first, which a
/// host does not have.)</remarks>
public static class VaultPathRule
{
    /// <summary>The directory where TazPod's container mounts the workspace.</summary>
    public const string ContainerRoot = "/workspace";

    /// <summary>Chooses the vault file's absolute path.</summary>
    /// <param name="workspace">The directory that contains <c>.tazpod</c>, or the working directory.</param>
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

    /// <summary>Resolves the vault file's links once; all later steps use the resulting paths. A vault file that was not set explicitly is
    /// refused if a link, its own or one in its path, leads out of its workspace or into <c>.git</c>. A user who obtained the workspace,
    /// for example by cloning it, need not have created the link.</summary>
    /// <returns>The real paths of the file and of its directory.</returns>
    /// <exception cref="VaultException">6008: it leads out of the workspace; or it leads elsewhere than when the configuration was read; or
    /// another user created a link in a directory that every user may write to. 6xxx: it cannot be resolved.</exception>
    internal static (string File, string Directory) PlaceOf(VaultSettings settings)
    {
        var file = settings.VaultFile;
        try
        {
            var (real, directory) = (RealPath.ToUse(file), RealPath.ToUse(Path.GetDirectoryName(file)!));
            if (settings.VaultFilePlace is { } judged && judged != real)
            {
                throw VaultErrors.NotOurs.With(
                    $"the vault file '{file}' led to '{judged}' a moment ago and now leads to '{real}'; nothing was read or written there",
                    "Find out who can write there, and run the same step again.");
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

    /// <summary>Chooses the vault file for the current directory.</summary>
    /// <exception cref="VaultException">TAZPOD1010: the <c>.tazpod</c> that determines it is not trusted.</exception>
    internal static string ChooseHere()
    {
        var sources = SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>());
        var owners = OwnerRule.Of(sources);
        return Choose(WorkspaceRoot.Find(sources.WorkingDirectory, owners), sources.ContainerRoot, owners);
    }

    /// <summary>Chooses the vault file's absolute path, if the directories that determine it are trusted.</summary>
    /// <exception cref="VaultException">TAZPOD1010: they are not trusted.</exception>
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

    /// <summary>The workspace's vault file if the container's was chosen instead of it; otherwise null.</summary>
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
                $"the vault file '{file}' leads to '{real}': a link leads out of '{workspace}', where the file belongs",
                $"If that is intended, use --vault-file='{real}' or TAZPOD_VAULT_FILE; if not, remove the link.");
        }
    }

    private static void Require(OwnerVerdict judged, OwnerRule owners)
    {
        if (!judged.IsTrusted)
        {
            throw TrustRefusals.OfVaultFile(judged, owners);
        }
    }

    private static string Below(string root) =>
        Path.Combine(Path.GetFullPath(root), WorkspaceRoot.MarkerName, "vault", "vault.tar.aes");
}
