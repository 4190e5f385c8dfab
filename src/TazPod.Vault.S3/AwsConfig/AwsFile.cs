using TazPod.Vault.Files;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>One of AWS's configuration files on this machine.</summary>
/// <param name="Path">Its path, whether or not it exists.</param>
/// <param name="Name">The path as messages show it.</param>
/// <param name="Content">Its content; empty when the file does not exist or cannot be read.</param>
/// <param name="IsForKeys">Whether it is the credentials file: its keys take precedence over a <c>credential_process</c>, those in the
/// config file do not.</param>
/// <param name="Problem">Why it cannot be read; null when it was read or does not exist.</param>
internal sealed record AwsFile(string Path, string Name, IniFile Content, bool IsForKeys, string? Problem)
{
    /// <summary>Reads a file once.</summary>
    public static AwsFile Read(string path, string home, bool isForKeys)
    {
        var name = path.StartsWith(home + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
        try
        {
            return new AwsFile(path, name, File.Exists(path) ? IniFile.Parse(File.ReadAllText(path)) : IniFile.Empty, isForKeys, null);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return new AwsFile(path, name, IniFile.Empty, isForKeys, exception is UnauthorizedAccessException ? "permission denied" : "the file system fails");
        }
    }
}
