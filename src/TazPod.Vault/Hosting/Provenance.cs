using System.Text;

namespace TazPod.Vault.Hosting;

/// <summary>Who pushes, and from where: what a conflict message on another machine will show.</summary>
/// <param name="By"><c>user@host</c>.</param>
/// <param name="From">The CI run and commit; null outside a known CI.</param>
public sealed record Provenance(string By, string? From)
{
    private const int MaximumLength = 200;

    /// <summary>The user and the host of this process.</summary>
    /// <param name="from">The CI run and commit, in one line; null, the default, outside a CI system. Characters that are not printable
    /// ASCII become question marks, and it is cut after 200 characters.</param>
    public static Provenance OfThisProcess(string? from = null) =>
        new(Ascii($"{Environment.UserName}@{Environment.MachineName}"), from is null ? null : Ascii(from));

    // Metadata travels in HTTP headers: printable ASCII only, and all of it together stays under 2 KB.
    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Take(MaximumLength))
        {
            ascii.Append(rune.Value is > 0x1f and < 0x7f ? (char)rune.Value : '?');
        }

        return ascii.ToString();
    }
}
