using System.Globalization;
using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Text;

namespace TazPod.Vault.Storage;

/// <summary>Converts a key into a relative path, and a file name back into a part of a key.</summary>
/// <remarks>
/// <para>A key's parts, between slashes, become path components. They keep their characters, except these, which become <c>%XX</c>:
/// <c>%</c> itself, control characters, characters forbidden on Windows (<c>\ : * ? " &lt; &gt; |</c>), a dot at the beginning, a dot or
/// space at the end. So no key can leave the directory, and every name with a leading dot is free for the store's own files.</para>
/// <para>Refused: an empty key, one of more than 1024 bytes, one with an empty, <c>.</c> or <c>..</c> part (so none begins or ends with a
/// slash), a NUL, half a surrogate pair, or a part of more than 200 bytes on disk (255 are allowed there, and a temporary file's name is
/// longer than the object's).</para>
/// </remarks>
internal static class ObjectKeyPath
{
    private const int LongestKey = 1024;
    private const int LongestName = 200;
    private const string Forbidden = "%\\:*?\"<>|\u007f";

    /// <summary>The path components of a key.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: the key is not valid.</exception>
    public static string[] Of(string key)
    {
        var parts = key.Split('/');
        var reason =
            key.Length == 0 ? "it is empty"
            : key.Contains('\0', StringComparison.Ordinal) ? "it holds a NUL"
            : key.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? "it is not valid Unicode"
            : Encoding.UTF8.GetByteCount(key) > LongestKey ? $"it is longer than {LongestKey} bytes"
            : parts.Any(part => part is "" or "." or "..") ? "it has an empty part, '.' or '..' between its slashes"
            : null;
        var names = reason is null ? Array.ConvertAll(parts, Encode) : [];
        if (names.Any(name => Encoding.UTF8.GetByteCount(name) > LongestName))
        {
            reason = $"a part between its slashes is longer than {LongestName} bytes";
        }

        return reason is null
            ? names
            : throw VaultErrors.StoreFailed.With(
                $"the key '{Printable(key)}' is refused: {reason}", "Choose another key or prefix.");
    }

    /// <summary>The part of a key for a file name; null if no key has that name.</summary>
    public static string? PartOf(string name)
    {
        var part = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '%')
            {
                part.Append(name[i]);
            }
            else if (i + 2 < name.Length && byte.TryParse(name.AsSpan(i + 1, 2), NumberStyles.HexNumber, null, out var code))
            {
                part.Append((char)code);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        var decoded = part.ToString();
        return decoded is not ("." or "..") && Encode(decoded) == name ? decoded : null;
    }

    private static string Encode(string part)
    {
        var name = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            var atEdge = (i == 0 && c == '.') || (i == part.Length - 1 && c is '.' or ' ');
            _ = atEdge || c < ' ' || Forbidden.Contains(c, StringComparison.Ordinal)
                ? name.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}")
                : name.Append(c);
        }

        return name.ToString();
    }

    private static string Printable(string key)
    {
        var shown = key.Length > 100 ? string.Concat(key.AsSpan(0, 100), "...") : key;
        return PrintableText.OneLine(shown);
    }
}
