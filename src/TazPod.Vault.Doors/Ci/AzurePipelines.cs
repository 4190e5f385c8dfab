namespace TazPod.Vault.Doors.Ci;

/// <summary>Azure Pipelines: logging commands.</summary>
internal sealed class AzurePipelines(CiJob job) : CiSystem
{
    private static readonly (char, string)[] InMessage = [('%', "%AZP25"), ('\r', "%0D"), ('\n', "%0A")];
    private static readonly (char, string)[] InProperty = [.. InMessage, (';', "%3B"), (']', "%5D")];

    // The agent's directory for the job's temporary files. The agent deletes them.
    private readonly string? temporary = job.Value("AGENT_TEMPDIRECTORY");

    /// <inheritdoc/>
    public override bool IsDetected => job.IsSet("TF_BUILD") || job.IsSet("BUILD_BUILDID");

    /// <summary>An agent keeps its directory for temporary files inside its own directory. Without one, no agent reads the log for
    /// commands.</summary>
    public override bool HasRunner => temporary is not null && job.Value("AGENT_WORKFOLDER") is { } work
        && Path.GetFullPath(temporary).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(work)) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)
        && Directory.Exists(temporary);

    /// <inheritdoc/>
    public override string? Run => NameRun("azure", job.Value("SYSTEM_TEAMPROJECT"), job.Value("BUILD_BUILDID"), job.Value("BUILD_SOURCEVERSION"));

    /// <inheritdoc/>
    public override bool HasSummary => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override bool ShowsFailures => true;

    /// <inheritdoc/>
    public override void Mask(string value) => Command("task.setsecret", "", value);

    /// <inheritdoc/>
    public override void BeginGroup(string name) => job.Log.WriteLine($"##[group]{name}");

    /// <inheritdoc/>
    public override void EndGroup(string name) => job.Log.WriteLine("##[endgroup]");

    /// <inheritdoc/>
    public override void Annotate(string code, string line) =>
        Command("task.logissue", $" type=error;code={Escaped(code, InProperty)};", line);

    /// <inheritdoc/>
    public override void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            Command("task.setvariable", $" variable={Escaped(name, InProperty)};isOutput=true;", value);
        }
    }

    /// <inheritdoc/>
    public override void AddSummary(string markdown)
    {
        // The agent reads the file after the step has ended, so each file needs a unique name.
        var file = Path.Combine(temporary!, $"tazpod-{Guid.NewGuid():N}.md");
        File.WriteAllText(file, markdown);
        Command("task.uploadsummary", "", file);
    }

    private void Command(string name, string properties, string message) =>
        job.Log.WriteLine($"##vso[{name}{properties}]{Escaped(message, InMessage)}");
}
