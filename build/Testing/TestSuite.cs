namespace TazPod.Build.Testing;

/// <summary>A test project.</summary>
/// <param name="Project">Its file.</param>
internal sealed record TestSuite(string Project)
{
    private const string Prefix = "TazPod.";
    private const string Suffix = ".Tests";

    /// <summary>The project's name.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Project);

    /// <summary>The short name by which it can be selected.</summary>
    public string ShortName => WithoutSuffix(Name.StartsWith(Prefix, StringComparison.Ordinal) ? Name[Prefix.Length..] : Name);

    /// <summary>The assembly that a Release build creates.</summary>
    public string Assembly => Path.Combine(Path.GetDirectoryName(Project)!, "bin", "Release", "net10.0", $"{Name}.dll");

    /// <summary>Whether the name means this suite: the project's name, with or without <c>TazPod.</c> and <c>.Tests</c>,
    /// case-insensitive.</summary>
    public bool IsCalled(string name) => new[] { Name, ShortName, WithoutSuffix(Name), ShortName + Suffix }.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string WithoutSuffix(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
}
