using System.Text.RegularExpressions;

namespace TazPod.Vault.S3.Credentials;

/// <summary>A name in a line that people copy into a shell.</summary>
internal static partial class ShellWord
{
    /// <summary>The name, in double quotes where a shell would take it apart; what means something within them too is escaped.</summary>
    public static string Of(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+' or ':')
        ? name
        : $"\"{(OperatingSystem.IsWindows() ? name : Special().Replace(name, @"\$0"))}\"";

    [GeneratedRegex("""[\\"$`]""")]
    private static partial Regex Special();
}
