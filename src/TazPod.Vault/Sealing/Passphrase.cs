using System.Security.Cryptography;
using System.Text;

namespace TazPod.Vault.Sealing;

/// <summary>A passphrase as bytes, never as text. Printed as <c>***</c>, wiped when disposed.</summary>
/// <remarks>The bytes are used exactly as given: nothing is trimmed or normalised (TazPod's format).</remarks>
public sealed class Passphrase : IDisposable
{
    private readonly byte[] bytes;
    private bool wiped;

    /// <summary>Takes a copy of the bytes; the caller wipes its own.</summary>
    public Passphrase(ReadOnlySpan<byte> bytes) => this.bytes = bytes.ToArray();

    /// <summary>The bytes. Must not be kept.</summary>
    /// <exception cref="ObjectDisposedException">The passphrase was wiped.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(wiped, this);
            return bytes;
        }
    }

    /// <summary>Whether there are no bytes at all. Such a passphrase can open a foreign vault, but never seals one.</summary>
    public bool IsEmpty => bytes.Length == 0;

    /// <summary>Creates a passphrase from text, as UTF-8.</summary>
    public static Passphrase FromText(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            return new Passphrase(utf8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    /// <summary>The same passphrase without one trailing line end (<c>\n</c> or <c>\r\n</c>), or null if it has none.</summary>
    public Passphrase? WithoutFinalLineEnd()
    {
        var all = Bytes;
        if (all.EndsWith("\r\n"u8))
        {
            return new Passphrase(all[..^2]);
        }

        return all.EndsWith("\n"u8) ? new Passphrase(all[..^1]) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(bytes);
        wiped = true;
    }

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
