namespace TazPod.Vault.Doors.Printing;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tone">What it means.</param>
internal readonly record struct TextCell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator TextCell(string text) => new(text);

    /// <summary>The cells of a heading.</summary>
    public static TextCell[] Heading(params string[] texts) => [.. texts.Select(text => new TextCell(text, Tone.Heading))];
}
