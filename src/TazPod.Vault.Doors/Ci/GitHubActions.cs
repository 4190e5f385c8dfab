namespace TazPod.Vault.Doors.Ci;

/// <summary>GitHub Actions: workflow commands in the log, and files for outputs and the summary.</summary>
internal sealed class GitHubActions(CiJob job) : CiSystem
{
    private static readonly (char, string)[] InData = [('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
    private static readonly (char, string)[] InProperty = [.. InData, (':', "%3A"), (',', "%2C")];

    private readonly string? outputs = job.Value("GITHUB_OUTPUT");
    private readonly string? summary = job.Value("GITHUB_STEP_SUMMARY");

    /// <inheritdoc/>
    public override bool IsDetected => job.IsSet("GITHUB_ACTIONS");

    /// <summary>The runner creates its files before each step. Without them, no runner reads the log for commands.</summary>
    public override bool HasRunner => File.Exists(outputs) && File.Exists(summary);

    /// <inheritdoc/>
    public override string? Run => NameRun("github", job.Value("GITHUB_REPOSITORY"), job.Value("GITHUB_RUN_ID"), job.Value("GITHUB_SHA"));

    /// <inheritdoc/>
    public override bool HasSummary => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override bool ShowsFailures => true;

    /// <inheritdoc/>
    public override void Mask(string value) => job.Log.WriteLine($"::add-mask::{Escaped(value, InData)}");

    /// <inheritdoc/>
    public override void BeginGroup(string name) => job.Log.WriteLine($"::group::{name}");

    /// <inheritdoc/>
    public override void EndGroup(string name) => job.Log.WriteLine("::endgroup::");

    /// <inheritdoc/>
    public override void Annotate(string code, string line) =>
        job.Log.WriteLine($"::error title={Escaped(code, InProperty)}::{Escaped(line, InData)}");

    /// <inheritdoc/>
    public override void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> values) =>
        File.AppendAllLines(outputs!, values.Select(value => $"{value.Key}={value.Value}"));

    /// <inheritdoc/>
    public override void AddSummary(string markdown) => File.AppendAllText(summary!, markdown);
}
