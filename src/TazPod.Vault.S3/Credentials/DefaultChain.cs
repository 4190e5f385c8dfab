using System.Globalization;
using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>The sources that the SDK tries when nothing is set, in its order: web identity, default profile, container, instance.</summary>
/// <remarks>The SDK's own chain is not used: it waits half a minute for an instance metadata service that does not exist, and does not
/// report what it found.</remarks>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="profiles">The profiles of this user.</param>
/// <param name="sts">The service that roles are requested from.</param>
/// <param name="passOver">Receives the reason why a source was skipped.</param>
internal sealed class DefaultChain(
    Func<string, string?> environment, ProfileCredentials profiles, TokenService sts, Action<string> passOver)
{
    private const string TokenFileVariable = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string RoleVariable = "AWS_ROLE_ARN";
    private const string ContainerVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string DefaultProfile = "default";

    // The service runs on the same machine. If it has not answered by then, it does not exist.
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the environment names a role for a web identity, but no token.</summary>
    public bool IsHalfWebIdentity => Value(RoleVariable) is not null && Value(TokenFileVariable) is null;

    /// <summary>Whether the environment forbids requests to an instance's metadata service.</summary>
    public static bool IsMetadataDisabled(Func<string, string?> environment) =>
        string.Equals(environment("AWS_EC2_METADATA_DISABLED")?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first source that answers; null when none is configured and no instance answers.</summary>
    public async Task<ResolvedCredentials?> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Value(TokenFileVariable) is { } tokenFile)
        {
            return await AskWebIdentityAsync(tokenFile, cancellationToken).ConfigureAwait(false);
        }

        passOver(IsHalfWebIdentity ? $"{RoleVariable} is set, but not {TokenFileVariable}" : $"{TokenFileVariable} is not set");
        if (profiles.HasCredentials(DefaultProfile))
        {
            return await profiles.ResolveAsync(DefaultProfile, cancellationToken).ConfigureAwait(false);
        }

        passOver($"there is no profile '{DefaultProfile}' with credentials");
        if ((Value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ?? Value(ContainerVariable)) is not null)
        {
            return await AskContainerAsync(cancellationToken).ConfigureAwait(false);
        }

        passOver($"{ContainerVariable} is not set");
        if (IsMetadataDisabled(environment))
        {
            passOver("AWS_EC2_METADATA_DISABLED rules out an instance's metadata service");
            return null;
        }

        return await AskInstanceAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ResolvedCredentials> AskWebIdentityAsync(string tokenFile, CancellationToken cancellationToken)
    {
        var role = Value(RoleVariable) ?? throw VaultErrors.CredentialsMissing.With(
            $"half a web identity: the environment has {TokenFileVariable} but not {RoleVariable}",
            $"Set {RoleVariable} there too, or remove {TokenFileVariable}.");
        var description = $"web identity from {tokenFile} for role {role}";
        try
        {
            return new ResolvedCredentials(
                await CredentialTimeout.AskAsync(
                    () => new WebIdentityCredentials(tokenFile, role, Value("AWS_ROLE_SESSION_NAME"), sts), cancellationToken).ConfigureAwait(false),
                description)
            {
                Diagnose = Diagnose,
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not VaultException)
        {
            throw Diagnose(exception);
        }

        VaultException Diagnose(Exception exception)
        {
            var refusal = RoleRefusal.OfToken(exception, sts, tokenFile, TokenFileVariable, RoleVariable);
            return VaultErrors.CredentialsRejected.With($"{description} gave no credentials: {refusal.Why}", refusal.Hint, exception);
        }
    }

    private static async Task<ResolvedCredentials> AskContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new ResolvedCredentials(
                await CredentialTimeout.AskAsync(() => new GenericContainerCredentials(), cancellationToken).ConfigureAwait(false), "the container's role")
            {
                Diagnose = WithoutContainer,
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw WithoutContainer(exception);
        }
    }

    private static VaultException WithoutContainer(Exception exception) => VaultErrors.CredentialsRejected.With(
        $"the container's role gave no credentials: {RoleRefusal.OneLine(exception)}",
        $"Check the container's role, {ContainerVariable} and AWS_CONTAINER_AUTHORIZATION_TOKEN, or its file.",
        exception);

    private async Task<ResolvedCredentials?> AskInstanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new ResolvedCredentials(
                await CredentialTimeout.AskAsync(() => new InstanceProfileAWSCredentials(), MetadataPatience, cancellationToken).ConfigureAwait(false),
                "the instance's role")
            {
                Diagnose = exception => VaultErrors.CredentialsRejected.With(
                    $"the instance's role gave no new credentials: {RoleRefusal.OneLine(exception)}",
                    "Check that the instance still has its role, and its metadata service.",
                    exception),
            };
        }
        catch (TimeoutException)
        {
            passOver(string.Create(
                CultureInfo.InvariantCulture, $"no instance's metadata service answered within {MetadataPatience.TotalSeconds} s"));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            passOver($"no instance's metadata service gave keys of a role ({RoleRefusal.OneLine(exception)})");
        }

        return null;
    }

    private string? Value(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
