using Amazon.S3.Model;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3;

/// <summary>User metadata between the port's form (lower case, without prefix) and the SDK's.</summary>
internal static class UserMetadata
{
    private const string Prefix = "x-amz-meta-";
    private const int MostBytes = 2048;

    /// <summary>Reads an answer's metadata.</summary>
    public static Dictionary<string, string> Read(MetadataCollection metadata)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in metadata.Keys)
        {
            var name = key.ToLowerInvariant();
            labels[name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name] = metadata[key];
        }

        return labels;
    }

    /// <summary>Puts metadata into a request; empty values are left out.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: not what HTTP headers can carry, or 2 KB and more. AWS
    /// refuses the latter, other servers keep it until the day the bucket moves.</exception>
    public static void Write(IReadOnlyDictionary<string, string> metadata, MetadataCollection target)
    {
        var size = 0;
        foreach (var (key, value) in metadata.Where(pair => pair.Value.Length > 0))
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

            size += name.Length + value.Length;
            target.Add(name, value);
        }

        if (size >= MostBytes)
        {
            throw Refused($"the metadata takes {size} bytes, at most {MostBytes - 1} are allowed");
        }
    }

    private static VaultException Refused(string reason) =>
        VaultErrors.StoreFailed.With($"the object is refused: {reason}", "Shorten or correct the metadata.");
}
