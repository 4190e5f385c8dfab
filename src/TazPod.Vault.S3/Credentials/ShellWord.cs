using System.Text.RegularExpressions;

namespace TazPod.Vault.S3.Credentials;

/// <summary>A name in a command line that users copy into a shell.</summary>
internal static partial class ShellWord
{
    /// <summary>The name, in double quotes if a shell would split it; characters that are special within the quotes are escaped.</summary>
    public static string Of(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+' or ':')
        ? name
        : $"\"{(OperatingSystem.IsWindows() ? name : Special().Replace(name, @"\$0"))}\"";

    [GeneratedRegex("""[\\"$`]""")]
    private static partial Regex Special();
}
