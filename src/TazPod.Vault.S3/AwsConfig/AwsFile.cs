using TazPod.Vault.Files;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>One of AWS's configuration files on this machine.</summary>
/// <param name="Path">Where it is, or would be.</param>
/// <param name="Name">The same as a message shows it.</param>
/// <param name="Content">What it says; empty when it is not there or cannot be read.</param>
/// <param name="IsForKeys">Whether it is the credentials file: keys in it come before a <c>credential_process</c>, those in the other after it.</param>
/// <param name="Problem">Why it cannot be read; null when it was, or is not there.</param>
internal sealed record AwsFile(string Path, string Name, IniFile Content, bool IsForKeys, string? Problem)
{
    /// <summary>Reads a file, once.</summary>
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
