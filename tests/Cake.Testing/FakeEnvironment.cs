using Cake.Core;
using Cake.Core.IO;

namespace Cake.Testing;

/// <summary>An environment whose variables, special paths and working directory are independent of the process.</summary>
public sealed class FakeEnvironment : ICakeEnvironment
{
    private readonly Dictionary<string, string> _variables;
    private readonly Dictionary<SpecialPath, DirectoryPath> _specialPaths = [];

    /// <summary>Creates an environment whose working directory is <c>/Working</c>, on Windows <c>C:/Working</c>.</summary>
    /// <param name="family">The operating system.</param>
    /// <param name="is64Bit">Whether it is a 64-bit one.</param>
    public FakeEnvironment(PlatformFamily family, bool is64Bit = true)
    {
        Platform = new FakePlatform(family, is64Bit);
        Runtime = new FakeRuntime();
        _variables = new(family == PlatformFamily.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        WorkingDirectory = family == PlatformFamily.Windows ? "C:/Working" : "/Working";
        ApplicationRoot = WorkingDirectory.Combine("bin");
    }

    /// <inheritdoc/>
    public DirectoryPath WorkingDirectory { get; set; }

    /// <inheritdoc/>
    public DirectoryPath ApplicationRoot { get; set; }

    /// <inheritdoc/>
    public DirectoryPath UserHomeDirectory => GetSpecialPath(SpecialPath.UserProfile);

    /// <summary>The platform, which can be changed.</summary>
    public FakePlatform Platform { get; }

    /// <summary>The runtime, which can be changed.</summary>
    public FakeRuntime Runtime { get; }

    /// <inheritdoc/>
    ICakePlatform ICakeEnvironment.Platform => Platform;

    /// <inheritdoc/>
    ICakeRuntime ICakeEnvironment.Runtime => Runtime;

    /// <summary>Creates a Linux environment.</summary>
    /// <param name="is64Bit">Whether it is a 64-bit one.</param>
    /// <returns>The environment.</returns>
    public static FakeEnvironment CreateUnixEnvironment(bool is64Bit = true) => new(PlatformFamily.Linux, is64Bit);

    /// <summary>Creates a Windows environment.</summary>
    /// <param name="is64Bit">Whether it is a 64-bit one.</param>
    /// <returns>The environment.</returns>
    public static FakeEnvironment CreateWindowsEnvironment(bool is64Bit = true) => new(PlatformFamily.Windows, is64Bit);

    /// <inheritdoc/>
    public DirectoryPath GetSpecialPath(SpecialPath path) => _specialPaths.TryGetValue(path, out var value)
        ? value
        : Platform.Family == PlatformFamily.Windows ? $"C:/{path}" : $"/{path}";

    /// <inheritdoc/>
    public string GetEnvironmentVariable(string variable) => _variables.GetValueOrDefault(variable);

    /// <inheritdoc/>
    public IDictionary<string, string> GetEnvironmentVariables() => new Dictionary<string, string>(_variables, _variables.Comparer);

    /// <summary>Sets a special path.</summary>
    /// <param name="kind">The kind of path.</param>
    /// <param name="path">The path.</param>
    public void SetSpecialPath(SpecialPath kind, DirectoryPath path) => _specialPaths[kind] = path;

    /// <summary>Sets an environment variable.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="value">Its value.</param>
    public void SetEnvironmentVariable(string variable, string value) => _variables[variable] = value;

    /// <summary>Changes the operating system; paths are not changed.</summary>
    /// <param name="family">The operating system.</param>
    public void ChangeOperatingSystemFamily(PlatformFamily family) => Platform.Family = family;

    /// <summary>Changes the bitness of the operating system.</summary>
    /// <param name="is64Bit">Whether it is a 64-bit one.</param>
    public void ChangeOperativeSystemBitness(bool is64Bit) => Platform.Is64Bit = is64Bit;

    /// <summary>Changes the kind of runtime.</summary>
    /// <param name="isCoreClr">Whether it is .NET rather than .NET Framework.</param>
    public void SetIsCoreClr(bool isCoreClr) => Runtime.IsCoreClr = isCoreClr;
}
