namespace TazPod.Build.Testing;

/// <summary>A project of tests.</summary>
/// <param name="Project">Its file.</param>
internal sealed record TestSuite(string Project)
{
    private const string Prefix = "TazPod.";
    private const string Suffix = ".Tests";

    /// <summary>The project's name.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Project);

    /// <summary>The name that suffices to choose it.</summary>
    public string ShortName => WithoutSuffix(Name.StartsWith(Prefix, StringComparison.Ordinal) ? Name[Prefix.Length..] : Name);

    /// <summary>The assembly that a build in Release makes of it.</summary>
    public string Assembly => Path.Combine(Path.GetDirectoryName(Project)!, "bin", "Release", "net10.0", $"{Name}.dll");

    /// <summary>Whether somebody means it, who writes the project's name with or without <c>TazPod.</c> and <c>.Tests</c>, in any case.</summary>
    public bool IsCalled(string name) => new[] { Name, ShortName, WithoutSuffix(Name), ShortName + Suffix }.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string WithoutSuffix(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
}
