using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Finds the credentials: the first of settings, profile, environment, keys kept in the vault, the SDK's default chain.</summary>
/// <remarks>A profile that only the YAML file names yields to static keys in the environment. A pair always comes from one place: half
/// of one there is an error, never a reason to look for the other half elsewhere.</remarks>
internal sealed class CredentialResolver(S3StoreOptions options, Func<string, string?> environment, TimeProvider? clock = null)
{
    private const string KeyIdVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretVariable = "AWS_SECRET_ACCESS_KEY";
    private const string TokenVariable = "AWS_SESSION_TOKEN";

    /// <summary>Finds them; nothing is asked over the network but for what is needed to know that they are usable.</summary>
    /// <exception cref="VaultException">5xxx: none, half a pair, or an unusable profile.</exception>
    public async Task<ResolvedCredentials> ResolveAsync(CancellationToken cancellationToken)
    {
        if (FromSettings() is { } given)
        {
            return given;
        }

        var profiles = new ProfileCredentials(environment, clock);
        if (!string.IsNullOrWhiteSpace(options.Profile))
        {
            return (options.ProfileIsFromFile ? FromEnvironment() : null)
                ?? await profiles.ResolveAsync(options.Profile.Trim(), cancellationToken).ConfigureAwait(false);
        }

        return FromEnvironment()
            ?? VaultKeptKeys.Find(options.SecretsDirectory)
            ?? await new DefaultChain(environment, profiles).ResolveAsync(cancellationToken).ConfigureAwait(false)
            ?? throw VaultErrors.CredentialsMissing.With(
                "no credentials: no profile is set, AWS_ACCESS_KEY_ID is not in the environment, "
                + (options.SecretsDirectory is { } directory ? $"'{directory}' keeps no keys" : "no secrets directory is unlocked")
                + ", and neither a default profile, web identity, container nor instance offers any",
                "Set --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.");
    }

    private ResolvedCredentials? FromSettings() =>
        KeyPair.Make(
            options.AccessKeyId, options.SecretAccessKey, options.SessionToken,
            "AccessKeyId", "SecretAccessKey", "the settings", "keys in the settings");

    private ResolvedCredentials? FromEnvironment() =>
        KeyPair.Make(
            environment(KeyIdVariable), environment(SecretVariable), environment(TokenVariable),
            KeyIdVariable, SecretVariable, "the environment",
            $"environment variables {KeyIdVariable} and {SecretVariable}");
}
