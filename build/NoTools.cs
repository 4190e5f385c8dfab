using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace TazPod.Build;

/// <summary>This build installs no tools.</summary>
/// <remarks>Every Cake context has a tool installer. Cake's own one reads the user's NuGet configuration and leaves a directory of locks
/// among the temporary files. A vault must not depend on either: an unreadable NuGet.Config would end every run.</remarks>
internal sealed class NoTools : IToolInstaller
{
    /// <inheritdoc/>
    public IEnumerable<FilePath> Install(PackageReference tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        throw new CakeException($"this build installs no tools: '{tool.OriginalString}'");
    }
}
