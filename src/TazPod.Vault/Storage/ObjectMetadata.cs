using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>S3's rules for user metadata, for every store alike: AWS refuses what breaks them, other servers keep it until the day the
/// bucket moves.</summary>
public static class ObjectMetadata
{
    private const int MostBytes = 2048;

    /// <summary>The metadata as a store keeps it: keys in lower case, no empty values.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: not ASCII, control characters, or 2 KB and more.</exception>
    public static SortedDictionary<string, string> Checked(IReadOnlyDictionary<string, string> metadata)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata)
        {
            var name = key.ToLowerInvariant();
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                throw Refused($"the metadata key '{name}' holds more than letters, digits, '-', '_' and '.'");
            }

            if (value.Any(c => c is < ' ' or > '~'))
            {
                throw Refused($"the value of the metadata key '{name}' holds more than printable ASCII");
            }

            if (value.Length > 0 && !kept.TryAdd(name, value))
            {
                throw Refused($"the metadata key '{name}' is there twice");
            }
        }

        var size = kept.Sum(pair => pair.Key.Length + pair.Value.Length);
        return size < MostBytes ? kept : throw Refused($"the metadata takes {size} bytes, at most {MostBytes - 1} are allowed");
    }

    private static VaultException Refused(string reason) =>
        VaultErrors.StoreFailed.With($"the object is refused: {reason}", "Shorten or correct the metadata.");
}
