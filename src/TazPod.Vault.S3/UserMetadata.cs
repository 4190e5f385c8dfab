using Amazon.S3.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <summary>Converts user metadata between the port's form (lower case, without prefix) and the SDK's.</summary>
internal static class UserMetadata
{
    private const string Prefix = "x-amz-meta-";

    /// <summary>Reads the metadata of a response.</summary>
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

    /// <summary>Adds metadata to a request; empty values are left out.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: S3 does not allow the metadata.</exception>
    public static void Write(IReadOnlyDictionary<string, string> metadata, MetadataCollection target)
    {
        foreach (var (name, value) in ObjectMetadata.Checked(metadata))
        {
            target.Add(name, value);
        }
    }
}
