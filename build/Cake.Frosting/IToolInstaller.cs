using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools of a host before the run.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool.</summary>
    /// <param name="tool">The tool's package, as <c>nuget:?package=...</c> or <c>dotnet:?package=...</c>.</param>
    void Install(PackageReference tool);
}
