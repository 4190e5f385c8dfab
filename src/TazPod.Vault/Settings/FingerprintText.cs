using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;

namespace TazPod.Vault.Settings;

/// <summary>Reads a fingerprint: the text itself, or <c>@</c> and the file that contains it.</summary>
internal static class FingerprintText
{
    private const char FileMark = '@';
    private const char ByteOrderMark = '\uFEFF';

    // Far more than a fingerprint has, so that a file with several lines is reported as such.
    private const int LargestFile = 4096;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The fingerprint, or null if the text is not allowed.</returns>
    /// <exception cref="VaultException">1001: the file cannot be used. The message says why.</exception>
    public static string? Read(SettingInput input) =>
        input.Text is [FileMark, .. var path] ? ReadFile(input with { Text = path })
        : SnapshotFingerprint.IsValid(input.Text) ? input.Text
        : null;

    private static string ReadFile(SettingInput input)
    {
        var path = input.AsFile() ?? throw Unusable(input, input.Text, "is not the path of a file");
        var file = SmallFile.Read(path, LargestFile);
        if (file.Content is not { } bytes)
        {
            throw Unusable(input, path, file.Problem!, file.Cause);
        }

        var text = Decode(bytes) ?? throw Unusable(input, path, "is not UTF-8 text");
        text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return string.IsNullOrWhiteSpace(text) ? throw Unusable(input, path, "is empty")
            : text.Contains('\n', StringComparison.Ordinal) ? throw Unusable(input, path, "has more than one line")
            : Encoding.UTF8.GetByteCount(text) > SnapshotFingerprint.LongestBytes
                ? throw Unusable(input, path, $"has a line of more than {SnapshotFingerprint.LongestBytes} bytes")
            : SnapshotFingerprint.IsValid(text) ? text
            : throw Unusable(input, path, "has a control character in its line");
    }

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart(ByteOrderMark);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static VaultException Unusable(SettingInput input, string path, string why, Exception? cause = null) =>
        VaultErrors.InvalidSetting.With(
            $"the fingerprint file '{SettingMessages.Shown(path)}' from {input.Origin} {why}",
            $"The file must contain one line of at most {SnapshotFingerprint.LongestBytes} bytes; check the command that writes it.",
            cause);
}
