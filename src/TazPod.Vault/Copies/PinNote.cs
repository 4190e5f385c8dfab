using System.Globalization;
using System.Text;

namespace TazPod.Vault.Copies;

/// <summary>Encodes a pin's note for metadata: printable ASCII.</summary>
internal static class PinNote
{
    public static string Encode(string note)
    {
        var encoded = new StringBuilder(note.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(note.Trim()))
        {
            _ = octet is >= 0x20 and < 0x7f and not (byte)'%'
                ? encoded.Append((char)octet)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }

    public static string Decode(string note) => Uri.UnescapeDataString(note);
}
