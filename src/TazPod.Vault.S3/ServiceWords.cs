using System.Text;
using TazPod.Vault.Text;

namespace TazPod.Vault.S3;

/// <summary>Quotes the message of a service: one line, of limited length, without secrets.</summary>
internal static class ServiceWords
{
    // The message of a denial names the user, the action, the resource and the policy, in that order.
    private const int Longest = 400;

    /// <summary>The text with secrets masked and control and format characters escaped, truncated if it is too long.</summary>
    /// <param name="text">The message of the service.</param>
    /// <param name="secrets">Values to mask.</param>
    public static string Quote(string? text, IEnumerable<string> secrets) => Cut(Line(text, secrets));

    /// <summary>The same, but not truncated.</summary>
    /// <param name="text">The message of the service.</param>
    /// <param name="secrets">Values to mask.</param>
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

    /// <summary>Truncates such a line if it is too long.</summary>
    public static string Cut(string line) =>
        line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "...";
}
