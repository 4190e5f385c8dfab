using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

internal sealed class ToolInstaller(Core.Tooling.IToolInstaller installer, IEnumerable<IPackageInstaller> packageInstallers) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        if (!packageInstallers.Any(candidate => candidate.CanInstall(tool, PackageType.Tool)))
            throw new FrostingException($"Could not find an installer for the tool '{tool.OriginalString}': its scheme is '{tool.Scheme}'.");

        // Cake's installer does its work while its result is enumerated.
        _ = installer.Install(tool).ToArray();
    }
}
