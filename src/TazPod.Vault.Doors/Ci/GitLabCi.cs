using System.Globalization;
using TazPod.Vault.Doors.Files;

namespace TazPod.Vault.Doors.Ci;

/// <summary>GitLab CI: sections in the log, and a file of variables for later jobs. It cannot mask values while a job runs, and it has no
/// summary.</summary>
internal sealed class GitLabCi(CiJob job) : CiSystem
{
    /// <summary>The name of the file of variables, in the project's directory. A job declares it as its dotenv report.</summary>
    public const string OutputFile = "tazpod.env";

    private readonly string? project = job.Value("CI_PROJECT_DIR");

    /// <inheritdoc/>
    public override bool IsDetected => job.IsSet("CI_SERVER");

    /// <inheritdoc/>
    public override bool HasRunner => Directory.Exists(project);

    /// <inheritdoc/>
    public override string? Run => NameRun("gitlab", job.Value("CI_PROJECT_PATH"), job.Value("CI_PIPELINE_ID"), job.Value("CI_COMMIT_SHA"));

    /// <inheritdoc/>
    public override void BeginGroup(string name) => Section("start", name, name);

    /// <inheritdoc/>
    public override void EndGroup(string name) => Section("end", name, "");

    /// <inheritdoc/>
    public override void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var file = Path.Combine(project!, OutputFile);
        var lines = values.Select(value => $"{Variable(value.Key)}={value.Value}").ToList();
        var before = SmallText.ReadOwn(file);
        var names = values.Select(value => $"{Variable(value.Key)}=").ToList();
        SmallText.ReplaceOwn(file, before.Where(line => !names.Any(name => line.StartsWith(name, StringComparison.Ordinal))).Concat(lines));
    }

    // It becomes an environment variable. Without the prefix it could collide with another one.
    private static string Variable(string name) => $"VAULT_{name.ToUpperInvariant()}";

    private void Section(string what, string name, string heading)
    {
        var now = job.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        job.Log.WriteLine($"\u001b[0Ksection_{what}:{now}:{name}\r\u001b[0K{heading}");
    }
}
