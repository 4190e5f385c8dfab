using System.Reflection;
using Cake.Core;

namespace TazPod.Build;

/// <summary>The location of this repository. The host runs from its own output folder, whatever the working directory.</summary>
internal static class Repository
{
    public const string Solution = "TazPod.Cake.sln";

    public static string Root { get; } = Find();

    /// <summary>The version that is built.</summary>
    public static string Version =>
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether Cake's own packages are used instead of the stand-ins: the build.sh that started this host chose by the same variable.</summary>
    public static bool UsesCakePackages => "true".Equals(Environment.GetEnvironmentVariable("UseCakeFrostingPackage"), StringComparison.OrdinalIgnoreCase);

    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
                return at.FullName;
        }

        throw new CakeException($"there is no {Solution} above '{AppContext.BaseDirectory}'");
    }
}
