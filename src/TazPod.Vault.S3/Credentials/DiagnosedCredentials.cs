using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials that report what is wrong with them on every use. Keys that expire during a run are renewed in the middle of a
/// request, and a failure to renew them must not look like a failure of the bucket.</summary>
/// <param name="source">The resolved credentials.</param>
/// <param name="patience">The timeout; by default the same as at the start of a run.</param>
internal sealed class DiagnosedCredentials(ResolvedCredentials source, TimeSpan? patience = null) : AWSCredentials, IDisposable
{
    private readonly Lock seeing = new();
    private ImmutableCredentials[] seen = [];

    /// <summary>Every key pair handed out so far.</summary>
    public IReadOnlyList<ImmutableCredentials> Seen => seen;

    public override ImmutableCredentials GetCredentials() => Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <exception cref="VaultException">5xxx: there are no keys, they could not be renewed, or they have invalid characters.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        // Credentials that send requests may block.
        var asking = source.Diagnose is null ? source.Value.GetCredentialsAsync() : Task.Run(source.Value.GetCredentialsAsync);
        try
        {
            var keys = await asking.WaitAsync(patience ?? CredentialTimeout.Patience).ConfigureAwait(false);
            KeyPair.RefuseUnprintable(keys, source.Description);
            lock (seeing)
            {
                if (!seen.Contains(keys))
                {
                    seen = [.. seen, keys];
                }
            }

            return keys;
        }
        catch (Exception exception) when (source.Diagnose is not null && exception is not VaultException)
        {
            CredentialTimeout.Forget(asking);
            throw RoleRefusal.Chain(exception).OfType<VaultException>().FirstOrDefault()
                ?? source.Diagnose(exception is TimeoutException or OperationCanceledException ? CredentialTimeout.NoAnswer(exception) : exception);
        }
    }

    public void Dispose() => (source.Value as IDisposable)?.Dispose();
}
