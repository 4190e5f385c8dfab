using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials that say by themselves what is wrong with them whenever they are asked: keys that end during a run are renewed
/// in the middle of a request, and that they cannot be is not the bucket's failure.</summary>
/// <param name="source">Where they are from.</param>
/// <param name="patience">How long they have to answer; by default as long as at the start of a run.</param>
internal sealed class DiagnosedCredentials(ResolvedCredentials source, TimeSpan? patience = null) : AWSCredentials, IDisposable
{
    private readonly Lock seeing = new();
    private ImmutableCredentials[] seen = [];

    /// <summary>Every key pair that was given out.</summary>
    public IReadOnlyList<ImmutableCredentials> Seen => seen;

    public override ImmutableCredentials GetCredentials() => Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <exception cref="VaultException">5xxx: there are no keys, or no new ones, or they cannot be keys.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        // Those that have to be asked may block.
        var asking = source.Tell is null ? source.Value.GetCredentialsAsync() : Task.Run(source.Value.GetCredentialsAsync);
        try
        {
            var keys = await asking.WaitAsync(patience ?? CredentialTimeout.Patience);
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
        catch (Exception exception) when (source.Tell is not null && exception is not VaultException)
        {
            CredentialTimeout.Forget(asking);
            throw RoleRefusal.Chain(exception).OfType<VaultException>().FirstOrDefault()
                ?? source.Tell(exception is TimeoutException or OperationCanceledException ? CredentialTimeout.NoAnswer(exception) : exception);
        }
    }

    public void Dispose() => (source.Value as IDisposable)?.Dispose();
}
