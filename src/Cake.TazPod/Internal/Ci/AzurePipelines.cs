namespace Cake.TazPod.Internal.Ci;

/// <summary>Azure Pipelines: logging commands.</summary>
/// <param name="temporary">The agent's directory for files of the job; it removes them.</param>
/// <param name="log">Where the agent reads commands.</param>
internal sealed class AzurePipelines(string temporary, TextWriter log) : CiSystem
{
    private static readonly (char, string)[] InMessage = [('%', "%AZP25"), ('\r', "%0D"), ('\n', "%0A")];
    private static readonly (char, string)[] InProperty = [.. InMessage, (';', "%3B"), (']', "%5D")];

    /// <inheritdoc/>
    public override bool HasSummary => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <summary>An agent keeps its directory for temporary files inside its own; without it nobody reads the log for commands.</summary>
    public static AzurePipelines? TryFind(Func<string, string?> environment, TextWriter log) =>
        environment("AGENT_TEMPDIRECTORY") is { Length: > 0 } temporary && environment("AGENT_WORKFOLDER") is { Length: > 0 } work
        && Path.GetFullPath(temporary).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(work)) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)
        && Directory.Exists(temporary)
            ? new AzurePipelines(temporary, log)
            : null;

    /// <inheritdoc/>
    public override void Mask(string value) => Command("task.setsecret", "", value);

    /// <inheritdoc/>
    public override void BeginGroup(string name) => log.WriteLine($"##[group]{name}");

    /// <inheritdoc/>
    public override void EndGroup(string name) => log.WriteLine("##[endgroup]");

    /// <inheritdoc/>
    public override void Annotate(string code, string line) =>
        Command("task.logissue", $" type=error;code={Escaped(code, InProperty)};", line);

    /// <inheritdoc/>
    public override void Hand(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            Command("task.setvariable", $" variable={Escaped(name, InProperty)};isOutput=true;", value);
        }
    }

    /// <inheritdoc/>
    public override void Summarize(string markdown)
    {
        // The agent reads it when the step has ended, so each needs a name of its own.
        var file = Path.Combine(temporary, $"tazpod-{Guid.NewGuid():N}.md");
        File.WriteAllText(file, markdown);
        Command("task.uploadsummary", "", file);
    }

    private void Command(string name, string properties, string message) =>
        log.WriteLine($"##vso[{name}{properties}]{Escaped(message, InMessage)}");
}
