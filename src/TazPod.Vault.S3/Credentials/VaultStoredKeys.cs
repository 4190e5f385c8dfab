using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.S3.Credentials;

/// <summary>A key pair kept as two files in an unlocked secrets directory, under the names that TazPod uses.</summary>
internal static class VaultStoredKeys
{
    private const int LargestBytes = 64 * 1024;
    private static readonly string[] KeyIdNames = ["aws_access_key_id", "aws-access-key-id"];
    private static readonly string[] SecretNames = ["aws_secret_access_key", "aws-secret-access-key"];

    /// <summary>Reads the pair; null when the directory does not exist or has neither half.</summary>
    /// <exception cref="VaultException">Only one half exists, or a file cannot be read.</exception>
    public static ResolvedCredentials? Find(string? directory) =>
        directory is null
            ? null
            : KeyPair.Make(
                Read(directory, KeyIdNames), Read(directory, SecretNames), null,
                KeyIdNames[0], SecretNames[0], $"the vault in '{directory}'", $"keys kept inside the vault in {directory}");

    // TazPod's rule: trim white space, then remove matching quotes repeatedly. An empty result counts as missing.
    internal static string Clean(string text)
    {
        var value = text.Trim();
        while (value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'')
        {
            value = value[1..^1];
        }

        return value;
    }

    private static string? Read(string directory, string[] names) =>
        names.Select(name => Read(Path.Combine(directory, name))).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static string Read(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        var file = SmallFile.Read(path, LargestBytes);
        if (file.Content is not { } content)
        {
            throw file.Cause is { } cause
                ? FileFailures.Translate(cause, $"cannot read '{path}'")
                : VaultErrors.FileFailed.With($"cannot read '{path}': it {file.Problem}", "A key file has one line. Check what wrote this file.");
        }

        using var reader = new StreamReader(new MemoryStream(content));
        return Clean(reader.ReadToEnd());
    }
}
