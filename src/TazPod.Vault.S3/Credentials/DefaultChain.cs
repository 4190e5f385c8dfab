using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>What the SDK looks at when nothing was set, in its order: web identity, default profile, container, instance.</summary>
/// <remarks>Walked here and not by the SDK, whose own walk waits for an instance metadata service for half a minute where there is
/// none, and does not say what it found.</remarks>
internal sealed class DefaultChain(Func<string, string?> environment, ProfileCredentials profiles)
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(2);

    /// <summary>The first that answers; null when none is configured and no instance answers.</summary>
    public async Task<ResolvedCredentials?> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Value("AWS_WEB_IDENTITY_TOKEN_FILE") is { } tokenFile)
        {
            var role = Value("AWS_ROLE_ARN") ?? throw VaultErrors.CredentialsMissing.With(
                "half a web identity: the environment has AWS_WEB_IDENTITY_TOKEN_FILE but not AWS_ROLE_ARN",
                "Set AWS_ROLE_ARN there too, or remove AWS_WEB_IDENTITY_TOKEN_FILE.");
            return await AskAsync(
                () => new AssumeRoleWithWebIdentityCredentials(tokenFile, role, Value("AWS_ROLE_SESSION_NAME")),
                $"web identity from {tokenFile} for role {role}",
                "Check AWS_ROLE_ARN, the role's trust policy, and that AWS_WEB_IDENTITY_TOKEN_FILE holds a new token.",
                cancellationToken).ConfigureAwait(false);
        }

        if (profiles.Has("default"))
        {
            return await profiles.ResolveAsync("default", cancellationToken).ConfigureAwait(false);
        }

        if ((Value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ?? Value("AWS_CONTAINER_CREDENTIALS_FULL_URI")) is not null)
        {
            return await AskAsync(
                () => new GenericContainerCredentials(),
                "the container's role",
                "Check the container's role, AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN, or its file.",
                cancellationToken).ConfigureAwait(false);
        }

        return string.Equals(Value("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : await AskInstanceAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ResolvedCredentials> AskAsync(
        Func<AWSCredentials> make, string description, string hint, CancellationToken cancellationToken)
    {
        try
        {
            return new ResolvedCredentials(await Asking.AskAsync(make, cancellationToken).ConfigureAwait(false), description);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw VaultErrors.CredentialsRejected.With(
                $"{description} gave no credentials: {ProfileCredentials.OneLine(exception)}",
                hint,
                exception);
        }
    }

    private static async Task<ResolvedCredentials?> AskInstanceAsync(CancellationToken cancellationToken)
    {
        // It makes its request in the constructor and retries for long; whoever does not answer within two seconds is not there.
        var asking = Task.Run(
            async () =>
            {
                var credentials = new InstanceProfileAWSCredentials();
                await credentials.GetCredentialsAsync().ConfigureAwait(false);
                return credentials;
            },
            CancellationToken.None);
        try
        {
            var credentials = await asking.WaitAsync(MetadataPatience, cancellationToken).ConfigureAwait(false);
            return new ResolvedCredentials(credentials, "the instance's role");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return null;
        }
    }

    private string? Value(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
