using System.Text;

namespace TazPod.Vault.Hosting;

/// <summary>Who pushes, and from where: what a conflict message on another machine will show.</summary>
/// <param name="By"><c>user@host</c>.</param>
/// <param name="From">The CI run and commit; null outside a known CI.</param>
public sealed record Provenance(string By, string? From)
{
    private const int MaximumLength = 200;

    /// <summary>Reads it off the environment: the user and host, and the variables by which CI systems name a run.</summary>
    public static Provenance Of(IReadOnlyDictionary<string, string> environment)
    {
        string? Value(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        string? Short(string name) => Value(name) is { } value ? value[..Math.Min(12, value.Length)] : null;
        string? Run(string system, string? place, string? run, string? commit) =>
            run is null ? null : string.Join(' ', new[] { system, place, $"run {run}", commit }.Where(part => part is not null));

        var from = Run("github", Value("GITHUB_REPOSITORY"), Value("GITHUB_RUN_ID"), Short("GITHUB_SHA"))
            ?? Run("gitlab", Value("CI_PROJECT_PATH"), Value("CI_PIPELINE_ID"), Short("CI_COMMIT_SHA"))
            ?? Run("azure", Value("SYSTEM_TEAMPROJECT"), Value("BUILD_BUILDID"), Short("BUILD_SOURCEVERSION"))
            ?? Run("teamcity", Value("TEAMCITY_PROJECT_NAME"), Value("BUILD_NUMBER"), Short("BUILD_VCS_NUMBER"))
            ?? Run("jenkins", Value("JOB_NAME"), Value("BUILD_ID"), Short("GIT_COMMIT"));
        return new Provenance(Ascii($"{Environment.UserName}@{Environment.MachineName}"), from is null ? null : Ascii(from));
    }

    // Metadata travels in HTTP headers: printable ASCII only, and all of it together stays under 2 KB.
    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Take(MaximumLength))
        {
            ascii.Append(rune.Value is > 0x1f and < 0x7f ? (char)rune.Value : '?');
        }

        return ascii.ToString();
    }
}
