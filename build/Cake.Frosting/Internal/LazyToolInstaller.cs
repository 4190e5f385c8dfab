using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Cake's tool installer, made when the first tool is. Every context holds a tool installer, and making one loads all of
/// NuGet, which most runs have no use for.
/// </summary>
internal sealed class LazyToolInstaller(IServiceProvider services) : Core.Tooling.IToolInstaller
{
    private readonly Lazy<Core.Tooling.IToolInstaller> _installer = new(() => ActivatorUtilities.CreateInstance<Core.Tooling.ToolInstaller>(services));

    public IEnumerable<FilePath> Install(PackageReference tool) => _installer.Value.Install(tool);
}
