using System.Globalization;
using System.Text;

namespace TazPod.Vault.Text;

/// <summary>Encodes text for an object's metadata: printable ASCII. All other bytes of its UTF-8, and <c>%</c>, become
/// <c>%NN</c>.</summary>
internal static class LabelText
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text.Trim()))
        {
            _ = octet is >= 0x20 and < 0x7f and not (byte)'%'
                ? encoded.Append((char)octet)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }

    public static string Decode(string text) => Uri.UnescapeDataString(text);
}
