using System.Globalization;
using System.Text;
using TazPod.Vault.Files;

namespace TazPod.Vault.Hosting;

/// <summary>Who pushes, and from where. A conflict message on another machine shows this.</summary>
/// <param name="By"><c>user@host</c>; the user's number if it has no name.</param>
/// <param name="From">The CI run and commit; null outside of a known CI system.</param>
public sealed record Provenance(string By, string? From)
{
    private const int MaximumLength = 200;

    /// <summary>The user and host of this process.</summary>
    /// <param name="from">The CI run and commit, in one line; null, the default, outside of a CI system. Characters other than printable
    /// ASCII are replaced with question marks, and the text is cut after 200 characters.</param>
    public static Provenance OfThisProcess(string? from = null) =>
        new(Ascii($"{User()}@{Environment.MachineName}"), from is null ? null : Ascii(from));

    // A container can lack the list of users, or not have this one in it.
    private static string User()
    {
        try
        {
            return Environment.UserName is { Length: > 0 } name ? name : Number();
        }
        catch (IOException)
        {
            return Number();
        }

        static string Number() => OperatingSystem.IsWindows() ? "?" : Posix.EffectiveUser.ToString(CultureInfo.InvariantCulture);
    }

    // Metadata is sent in HTTP headers: printable ASCII only, and less than 2 KB in total.
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
