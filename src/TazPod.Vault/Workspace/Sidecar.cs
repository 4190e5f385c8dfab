using System.Text;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>TazPod's <c>last-content.hash</c>: only the hex digits of the content hash.</summary>
/// <remarks>It is not bound to the vault file, so it never decides anything. At most it labels an upload.</remarks>
internal static class Sidecar
{
    private const int LargestBytes = 1024;

    // TazPod's save writes it just before the vault file.
    private static readonly TimeSpan WrittenTogether = TimeSpan.FromSeconds(5);

    public static void Write(VaultLocation location, string contentSha256) =>
        StagedFile.ReplaceOwn(location.Sidecar, Encoding.ASCII.GetBytes(contentSha256));

    /// <summary>Writes the hash unless the file already has it.</summary>
    public static void Ensure(VaultLocation location, string contentSha256)
    {
        if (!Says(location, contentSha256))
        {
            Write(location, contentSha256);
        }
    }

    /// <summary>Whether the file has this hash.</summary>
    public static bool Says(VaultLocation location, string contentSha256) =>
        FileFacts.Of(location.Sidecar).Size == 64 && Read(location) == contentSha256;

    /// <summary>Removes the file: no label is better than the label of other bytes.</summary>
    public static void Drop(VaultLocation location)
    {
        try
        {
            File.Delete(location.Sidecar);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot remove '{location.Sidecar}'");
        }
    }

    /// <summary>The label for a vault file that we have no facts about: only if both files were written together.</summary>
    public static string? LabelFor(VaultLocation location, DateTimeOffset vaultModified)
    {
        var facts = FileFacts.Of(location.Sidecar);
        if (facts.Size > LargestBytes
            || facts.Modified > vaultModified || vaultModified - facts.Modified > WrittenTogether)
        {
            return null;
        }

        return Read(location)?.Trim() is { Length: 64 } text && text.All(char.IsAsciiHexDigitLower) ? text : null;
    }

    private static string? Read(VaultLocation location) =>
        OwnFile.Read(location.Sidecar, LargestBytes) is { } content ? Encoding.ASCII.GetString(content) : null;
}
