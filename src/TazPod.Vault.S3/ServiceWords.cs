using System.Text;
using TazPod.Vault.Text;

namespace TazPod.Vault.S3;

/// <summary>What a service said, fit to be quoted: one line, not long, and without anything that it was told in confidence.</summary>
internal static class ServiceWords
{
    // The sentence of a denial names who, what, on which resource and by which policy, in that order.
    private const int Longest = 400;

    /// <summary>The text with secrets masked, control and format characters escaped, and its end cut off where it is too long.</summary>
    /// <param name="text">What the service said.</param>
    /// <param name="secrets">What the text must not hold.</param>
    public static string Quote(string? text, IEnumerable<string> secrets) => Cut(Line(text, secrets));

    /// <summary>The same with its end.</summary>
    /// <param name="text">What the service said.</param>
    /// <param name="secrets">What the text must not hold.</param>
    public static string Line(string? text, IEnumerable<string> secrets)
    {
        var masked = secrets.Where(secret => secret.Length > 0)
            .Aggregate(text ?? "", (current, secret) => current.Replace(secret, "***", StringComparison.Ordinal));
        var line = new StringBuilder(masked.Length);
        foreach (var rune in masked.EnumerateRunes())
        {
            _ = rune.Value is '\r' or '\n' or '\t' ? line.Append(' ')
                : line.Append(PrintableText.Prints(rune) ? rune.ToString() : PrintableText.Escaped(rune));
        }

        return line.ToString().Trim();
    }

    /// <summary>Such a line without its end where it is too long.</summary>
    public static string Cut(string line) =>
        line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "...";
}
