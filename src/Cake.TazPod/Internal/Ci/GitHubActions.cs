namespace Cake.TazPod.Internal.Ci;

/// <summary>GitHub Actions: workflow commands in the log, and files for outputs and the summary.</summary>
/// <param name="outputs">The file of the step's outputs.</param>
/// <param name="summary">The file of its summary.</param>
/// <param name="log">Where the runner reads commands.</param>
internal sealed class GitHubActions(string outputs, string summary, TextWriter log) : CiSystem
{
    private static readonly (char, string)[] InData = [('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
    private static readonly (char, string)[] InProperty = [.. InData, (':', "%3A"), (',', "%2C")];

    /// <inheritdoc/>
    public override bool HasSummary => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <summary>The runner makes its files before each step; without them nobody reads the log for commands.</summary>
    public static GitHubActions? TryFind(Func<string, string?> environment, TextWriter log) =>
        environment("GITHUB_OUTPUT") is { } outputs && environment("GITHUB_STEP_SUMMARY") is { } summary
        && File.Exists(outputs) && File.Exists(summary)
            ? new GitHubActions(outputs, summary, log)
            : null;

    /// <inheritdoc/>
    public override void Mask(string value) => log.WriteLine($"::add-mask::{Escaped(value, InData)}");

    /// <inheritdoc/>
    public override void BeginGroup(string name) => log.WriteLine($"::group::{name}");

    /// <inheritdoc/>
    public override void EndGroup(string name) => log.WriteLine("::endgroup::");

    /// <inheritdoc/>
    public override void Annotate(string code, string line) =>
        log.WriteLine($"::error title={Escaped(code, InProperty)}::{Escaped(line, InData)}");

    /// <inheritdoc/>
    public override void Hand(IReadOnlyList<KeyValuePair<string, string>> values) =>
        File.AppendAllLines(outputs, values.Select(value => $"{value.Key}={value.Value}"));

    /// <inheritdoc/>
    public override void Summarize(string markdown) => File.AppendAllText(summary, markdown);
}
