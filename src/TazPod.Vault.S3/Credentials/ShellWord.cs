namespace TazPod.Vault.S3.Credentials;

/// <summary>A name in a line that people copy into a shell.</summary>
internal static class ShellWord
{
    /// <summary>The name, in double quotes where a shell would take it apart.</summary>
    public static string Of(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+' or ':')
        ? name
        : $"\"{name}\"";
}
