using System.Text;

namespace TazPod.Vault.Lineages;

/// <summary>A fingerprint of a snapshot's logical content. Equal fingerprints mean the same content, even if the bytes differ.</summary>
internal static class SnapshotFingerprint
{
    /// <summary>The maximum length in bytes of UTF-8. It fits into an object's metadata even if every byte is escaped.</summary>
    public const int LongestBytes = 200;

    /// <summary>Whether this is a valid fingerprint: one line of valid Unicode that is not blank, without control characters.</summary>
    public static bool IsValid(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && Encoding.UTF8.GetByteCount(text) <= LongestBytes
        && !text.Any(char.IsControl)
        && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
