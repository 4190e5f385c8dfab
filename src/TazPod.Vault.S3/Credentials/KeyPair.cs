using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Static keys: both halves from one source, or none.</summary>
internal static class KeyPair
{
    /// <summary>Creates credentials from a pair; null when the source has neither half.</summary>
    /// <exception cref="VaultException">Only one half exists, or a half has characters that no key can have.</exception>
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
            var (present, missing) = keyId.Length == 0 ? (secretName, keyIdName) : (keyIdName, secretName);
            throw VaultErrors.CredentialsMissing.With(
                $"half a key pair: {place} has {present} but not {missing}", $"Set {missing} there too, or remove {present}.");
        }

        RefuseUnprintable(keyId, keyIdName, place);
        RefuseUnprintable(secret, secretName, place);
        RefuseUnprintable(token, "the session token", place);
        return new ResolvedCredentials(Of(keyId, secret, token), token.Length == 0 ? description : $"{description}, with a session token");
    }

    /// <summary>Credentials from a pair and an optional session token.</summary>
    public static AWSCredentials Of(string keyId, string secret, string? token) =>
        string.IsNullOrEmpty(token) ? new BasicAWSCredentials(keyId, secret) : new SessionAWSCredentials(keyId, secret, token);

    /// <summary>Rejects keys with characters that no key can have: the SDK would send such a request unsigned.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.CredentialsRejected"/>.</exception>
    public static void RefuseUnprintable(ImmutableCredentials keys, string place)
    {
        RefuseUnprintable(keys.AccessKey, "the access key id", place);
        RefuseUnprintable(keys.SecretKey, "the secret access key", place);
        RefuseUnprintable(keys.Token ?? "", "the session token", place);
    }

    // Keys are sent in HTTP headers. An invalid character would fail there with a message that quotes the key.
    private static void RefuseUnprintable(string value, string name, string place)
    {
        if (value.Any(c => c is <= ' ' or > '~'))
        {
            throw VaultErrors.CredentialsRejected.With(
                $"{name} of {place} holds a space, a line end or a character outside ASCII", "Copy the key again.");
        }
    }
}
