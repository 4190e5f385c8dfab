using System.Text;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>What is masked of a file: the content of a file with one line, such as a password, and of longer ones, such as a key, each line
/// that is a single long word. The other lines of a configuration file are ordinary text, which a command may print, too.</summary>
internal static class FileValues
{
    private const int LargestFile = 64 * 1024;
    private const int ShortestWord = 16;

    /// <param name="content">The content of a file. It has no values if it is large, or is not text.</param>
    public static IEnumerable<string> Of(ReadOnlySpan<byte> content)
    {
        if (content.Length > LargestFile || content.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(content))
        {
            return [];
        }

        string[] lines = [.. Encoding.UTF8.GetString(content).Split('\n', '\r').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return lines.Length == 1 ? lines : lines.Where(line => line.Length >= ShortestWord && !line.Any(char.IsWhiteSpace));
    }
}
