namespace TazPod.Build.Audit;

/// <summary>A package with a known vulnerability.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The version in use.</param>
/// <param name="Severity">The severity: Low, Moderate, High or Critical.</param>
/// <param name="Advisory">The page that describes it.</param>
internal sealed record VulnerablePackage(string Id, string Version, string Severity, string Advisory)
{
    /// <summary>The package and its vulnerability in one line.</summary>
    public override string ToString() => $"{Id} {Version}: {Severity}, {Advisory}";
}
