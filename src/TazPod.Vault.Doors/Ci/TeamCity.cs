using System.Globalization;

namespace TazPod.Vault.Doors.Ci;

/// <summary>TeamCity: service messages. It cannot mask values while a build runs, and it has no summary.</summary>
internal sealed class TeamCity(CiJob job) : CiSystem
{
    private static readonly (char, string)[] Escapes =
        [('|', "||"), ('\'', "|'"), ('[', "|["), (']', "|]"), ('\r', "|r"), ('\n', "|n")];

    /// <inheritdoc/>
    public override bool IsDetected => job.IsSet("TEAMCITY_VERSION");

    /// <summary>An agent writes the build's properties to a file. Without it, no agent reads the log for messages.</summary>
    public override bool HasRunner => File.Exists(job.Value("TEAMCITY_BUILD_PROPERTIES_FILE"));

    /// <inheritdoc/>
    public override bool ShowsFailures => true;

    // Jenkins also sets BUILD_NUMBER.
    /// <inheritdoc/>
    public override string? Run => IsDetected
        ? NameRun("teamcity", job.Value("TEAMCITY_PROJECT_NAME"), job.Value("BUILD_NUMBER"), job.Value("BUILD_VCS_NUMBER"))
        : null;

    /// <inheritdoc/>
    public override void BeginGroup(string name) => Message("blockOpened", ("name", name));

    /// <inheritdoc/>
    public override void EndGroup(string name) => Message("blockClosed", ("name", name));

    // Not a build problem: that would fail the build even if a script catches the failure.
    /// <inheritdoc/>
    public override void Annotate(string code, string line) => Message("message", ("text", line), ("status", "ERROR"));

    /// <inheritdoc/>
    public override void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            Message("setParameter", ("name", $"tazpod.{name}"), ("value", value));
        }
    }

    private void Message(string name, params (string Name, string Value)[] attributes) => job.Log.WriteLine(
        $"##teamcity[{name} {string.Join(' ', attributes.Select(attribute => $"{attribute.Name}='{InAttribute(attribute.Value)}'"))}]");

    private static string InAttribute(string text) => string.Concat(Escaped(text, Escapes).Select(
        character => character > '~' ? string.Create(CultureInfo.InvariantCulture, $"|0x{(int)character:x4}") : character.ToString()));
}
