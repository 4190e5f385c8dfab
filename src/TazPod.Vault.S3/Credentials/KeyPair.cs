using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Static keys: both halves from one place, or none.</summary>
internal static class KeyPair
{
    /// <summary>Makes credentials of a pair; null when the place has neither half.</summary>
    /// <exception cref="VaultException">Only one half is there, or one holds what no key can.</exception>
    public static ResolvedCredentials? Make(
        string? keyId, string? secret, string? token, string keyIdName, string secretName, string place, string description)
    {
        keyId = keyId?.Trim() ?? "";
        secret = secret?.Trim() ?? "";
        token = token?.Trim() ?? "";
        if (keyId.Length == 0 && secret.Length == 0)
        {
            return null;
        }

        if (keyId.Length == 0 || secret.Length == 0)
        {
            var (there, missing) = keyId.Length == 0 ? (secretName, keyIdName) : (keyIdName, secretName);
            throw VaultErrors.CredentialsMissing.With(
                $"half a key pair: {place} has {there} but not {missing}", $"Set {missing} there too, or remove {there}.");
        }

        RefuseUnprintable(keyId, keyIdName, place);
        RefuseUnprintable(secret, secretName, place);
        RefuseUnprintable(token, "the session token", place);
        AWSCredentials credentials = token.Length == 0
            ? new BasicAWSCredentials(keyId, secret)
            : new SessionAWSCredentials(keyId, secret, token);
        return new ResolvedCredentials(credentials, token.Length == 0 ? description : $"{description}, with a session token");
    }

    // They go into HTTP headers; what does not fit into one would fail there with a message that quotes it.
    private static void RefuseUnprintable(string value, string name, string place)
    {
        if (value.Any(c => c is <= ' ' or > '~'))
        {
            throw VaultErrors.CredentialsRejected.With(
                $"{name} of {place} holds a space, a line end or a character outside ASCII", "Copy the key again.");
        }
    }
}
