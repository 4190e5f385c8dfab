namespace TazPod.Vault.Doors.Printing;

/// <summary>Colours text by its meaning.</summary>
/// <param name="IsOn">Whether the output shows colours.</param>
internal sealed record Ink(bool IsOn)
{
    private const string Reset = "\u001b[0m";

    /// <summary>No colours.</summary>
    public static Ink None { get; } = new(IsOn: false);

    /// <summary>Colours for an output that is a terminal, unless its user or its type forbids them.</summary>
    /// <param name="isRedirected">Whether the output is not a terminal.</param>
    /// <param name="environment">Returns the value of an environment variable.</param>
    public static Ink Of(bool isRedirected, Func<string, string?> environment) =>
        new(!isRedirected && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb");

    public string Paint(Tone tone, string text) => IsOn && tone != Tone.Plain && text.Length > 0 ? Code(tone) + text + Reset : text;

    /// <summary>A line whose beginning says what it is, with only that beginning in colour. A line without it is coloured as a
    /// whole.</summary>
    public string PaintPrefix(Tone tone, string prefix, string line) => line.StartsWith(prefix, StringComparison.Ordinal)
        ? Paint(tone, prefix.TrimEnd()) + line[prefix.TrimEnd().Length..]
        : Paint(tone, line);

    // Only colours that can be read on black and on white. Bright colours, yellow, blue and white cannot.
    private static string Code(Tone tone) => tone switch
    {
        Tone.Heading => "\u001b[1m",
        Tone.Good => "\u001b[32m",
        Tone.Warning => "\u001b[35m",
        _ => "\u001b[31m",
    };
}
