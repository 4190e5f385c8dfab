using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Finds the credentials. The first of these sources is used: settings, profile, environment, keys kept in the vault, the SDK's
/// default chain.</summary>
/// <remarks>Static keys in the environment take precedence over a profile that only the YAML file names. Both halves of a pair come from
/// the same source: half a pair is an error, never a reason to look for the other half elsewhere.</remarks>
/// <param name="options">The store's options.</param>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="clock">The clock; the system's by default.</param>
/// <param name="aws">AWS's configuration; by default it is read when needed.</param>
internal sealed class CredentialResolver(
    S3StoreOptions options, Func<string, string?> environment, TimeProvider? clock = null, AwsSettings? aws = null)
{
    private const string KeyIdVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretVariable = "AWS_SECRET_ACCESS_KEY";
    private const string TokenVariable = "AWS_SESSION_TOKEN";

    private readonly List<string> passedOver = [];

    /// <summary>Why each source before the one in use was skipped, in order; contains no part of a secret.</summary>
    public IReadOnlyList<string> PassedOver => passedOver;

    /// <summary>Finds the credentials. Sends only the network requests that are needed to know that they are usable.</summary>
    /// <exception cref="VaultException">5xxx: none, half a pair, or an unusable profile.</exception>
    public async Task<ResolvedCredentials> ResolveAsync(CancellationToken cancellationToken)
    {
        passedOver.Clear();
        if (FromSettings() is { } given)
        {
            return given;
        }

        var profiles = new ProfileCredentials(environment, clock, options.Region, aws ?? new AwsSettings(environment, options.Profile));
        if (!string.IsNullOrWhiteSpace(options.Profile))
        {
            return (options.ProfileIsFromFile ? FromEnvironment() : null)
                ?? await profiles.ResolveAsync(options.Profile.Trim(), cancellationToken).ConfigureAwait(false);
        }

        passedOver.Add("no profile is set");
        return FromEnvironment() ?? FromVault() ?? await FromChainAsync(profiles, cancellationToken).ConfigureAwait(false);
    }

    private ResolvedCredentials? FromSettings() =>
        KeyPair.Make(
            options.AccessKeyId, options.SecretAccessKey, options.SessionToken,
            "AccessKeyId", "SecretAccessKey", "the settings", "keys in the settings");

    /// <summary>The pair in the environment; null when there is none.</summary>
    /// <exception cref="VaultException">5xxx: half a pair, or unusable keys.</exception>
    public static ResolvedCredentials? KeysOf(Func<string, string?> environment) => KeyPair.Make(
        environment(KeyIdVariable), environment(SecretVariable), environment(TokenVariable),
        KeyIdVariable, SecretVariable, "the environment",
        $"environment variables {KeyIdVariable} and {SecretVariable}");

    private ResolvedCredentials? FromEnvironment()
    {
        var found = KeysOf(environment);
        if (found is not null && options.ProfileIsFromFile)
        {
            passedOver.Add($"profile '{options.Profile}' of the configuration file is overridden by keys in the environment");
        }
        else if (found is null)
        {
            passedOver.Add(string.IsNullOrWhiteSpace(environment(TokenVariable))
                ? $"{KeyIdVariable} is not set"
                : $"{KeyIdVariable} is not set ({TokenVariable} is, but is useless without it)");
        }

        return found;
    }

    private ResolvedCredentials? FromVault()
    {
        var found = VaultStoredKeys.Find(options.SecretsDirectory);
        if (found is null)
        {
            passedOver.Add(options.SecretsDirectory is { } directory ? $"'{directory}' keeps no keys" : "no secrets directory is unlocked");
        }

        return found;
    }

    private async Task<ResolvedCredentials> FromChainAsync(ProfileCredentials profiles, CancellationToken cancellationToken)
    {
        var chain = new DefaultChain(environment, profiles, profiles.TokenServiceOf(null), passedOver.Add);
        return await chain.ResolveAsync(cancellationToken).ConfigureAwait(false)
            ?? throw VaultErrors.CredentialsMissing.With(
                $"no credentials: {string.Join(", ", passedOver)}",
                chain.IsHalfWebIdentity
                    ? "Let the runner write a token and name its file in AWS_WEB_IDENTITY_TOKEN_FILE (GitHub: permissions: id-token: write and "
                        + "aws-actions/configure-aws-credentials), or set --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                    : "Set --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.");
    }
}
