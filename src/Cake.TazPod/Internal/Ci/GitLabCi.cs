using System.Globalization;
using TazPod.Vault.Doors.Files;

namespace Cake.TazPod.Internal.Ci;

/// <summary>GitLab CI: sections in the log, and a file of variables for later jobs. It can mask nothing while a job runs, and it has
/// no summary.</summary>
/// <param name="outputs">The file that the job names as its dotenv report.</param>
/// <param name="log">The job's log.</param>
/// <param name="time">Sections say when they begin and end.</param>
internal sealed class GitLabCi(string outputs, TextWriter log, TimeProvider time) : CiSystem
{
    /// <summary>What the file of variables is called, in the directory of the project.</summary>
    public const string OutputFile = "tazpod.env";

    public static GitLabCi? TryFind(Func<string, string?> environment, TextWriter log, TimeProvider time) =>
        environment("CI_PROJECT_DIR") is { } project && Directory.Exists(project)
            ? new GitLabCi(Path.Combine(project, OutputFile), log, time)
            : null;

    /// <inheritdoc/>
    public override void BeginGroup(string name) => Section("start", name, name);

    /// <inheritdoc/>
    public override void EndGroup(string name) => Section("end", name, "");

    /// <inheritdoc/>
    public override void Hand(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var lines = values.Select(value => $"{Variable(value.Key)}={value.Value}").ToList();
        var before = SmallText.ReadOwn(outputs);
        var names = values.Select(value => $"{Variable(value.Key)}=").ToList();
        SmallText.ReplaceOwn(outputs, before.Where(line => !names.Any(name => line.StartsWith(name, StringComparison.Ordinal))).Concat(lines));
    }

    // It becomes a variable of the environment, where a bare name could be anybody's.
    private static string Variable(string name) => $"VAULT_{name.ToUpperInvariant()}";

    private void Section(string what, string name, string heading)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        log.WriteLine($"\u001b[0Ksection_{what}:{now}:{name}\r\u001b[0K{heading}");
    }
}
