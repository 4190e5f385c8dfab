using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>Applies S3's rules for user metadata to every store. AWS refuses metadata that breaks them; other servers accept it, and it
/// would fail when the bucket moves to another store.</summary>
internal static class ObjectMetadata
{
    private const int MostBytes = 2048;

    /// <summary>The metadata as a store keeps it: keys in lower case, without empty values.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: it is not ASCII, has control characters, or takes 2 KB or
    /// more.</exception>
    public static SortedDictionary<string, string> Checked(IReadOnlyDictionary<string, string> metadata)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata)
        {
            var name = key.ToLowerInvariant();
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                throw Refused($"the metadata key '{name}' holds characters other than letters, digits, '-', '_' and '.'");
            }

            if (value.Any(c => c is < ' ' or > '~'))
            {
                throw Refused($"the value of the metadata key '{name}' holds characters other than printable ASCII");
            }

            if (value.Length > 0 && !kept.TryAdd(name, value))
            {
                throw Refused($"the metadata key '{name}' appears twice");
            }
        }

        var size = kept.Sum(pair => pair.Key.Length + pair.Value.Length);
        return size < MostBytes ? kept : throw Refused($"the metadata takes {size} bytes; at most {MostBytes - 1} are allowed");
    }

    private static VaultException Refused(string reason) =>
        VaultErrors.StoreFailed.With($"the object is refused: {reason}", "Shorten or correct the metadata.");
}
