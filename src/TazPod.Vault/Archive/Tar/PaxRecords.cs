using System.Buffers.Text;
using System.Text;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive.Tar;

/// <summary>The records of an extended header that change an entry. The others (times, owners, vendors' keys) are ignored.</summary>
/// <param name="Path">The path's bytes, or null.</param>
/// <param name="Target">The bytes of a link's target path, or null.</param>
/// <param name="Size">The size, or null.</param>
/// <param name="IsSparse">Whether they describe a GNU sparse file.</param>
internal sealed record PaxRecords(byte[]? Path, byte[]? Target, long? Size, bool IsSparse)
{
    /// <summary>Reads <c>LENGTH KEY=VALUE\n</c> records. Every byte must belong to a record.</summary>
    /// <exception cref="VaultException">TAZPOD3003: a record is malformed.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> records)
    {
        var result = new PaxRecords(null, null, null, false);
        while (!records.IsEmpty)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits) || length <= digits + 2 || length > records.Length
                || records[digits] != ' ' || records[length - 1] != '\n')
            {
                throw Malformed();
            }

            var record = records[(digits + 1)..(length - 1)];
            var separator = record.IndexOf((byte)'=');
            if (separator <= 0)
            {
                throw Malformed();
            }

            result = result.With(record[..separator], record[(separator + 1)..]);
            records = records[length..];
        }

        return result;
    }

    private PaxRecords With(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.StartsWith("GNU.sparse."u8))
        {
            return this with { IsSparse = true };
        }

        if (key.SequenceEqual("path"u8))
        {
            return this with { Path = value.ToArray() };
        }

        if (key.SequenceEqual("linkpath"u8))
        {
            return this with { Target = value.ToArray() };
        }

        if (!key.SequenceEqual("size"u8))
        {
            return this;
        }

        return long.TryParse(Encoding.ASCII.GetString(value), System.Globalization.NumberStyles.None, null, out var size)
            ? this with { Size = size }
            : throw Malformed();
    }

    private static VaultException Malformed() => VaultErrors.ArchiveDamaged.With(
        "the archive in the vault is damaged: an extended header is malformed", "Use an older copy: PullVault --index=2.");
}
