using Amazon.Runtime;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Asks credentials for keys once, and not for longer than a patience.</summary>
internal static class Asking
{
    // A role takes a second; the SDK alone retries for minutes where nobody answers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes the credentials and asks them.</summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled by the token given here, and by nothing else.</exception>
    public static async Task<AWSCredentials> AskAsync(Func<AWSCredentials> make, CancellationToken cancellationToken)
    {
        // Some of them ask in their constructor, or block.
        var asking = Task.Run(
            async () =>
            {
                var credentials = make();
                await credentials.GetCredentialsAsync().ConfigureAwait(false);
                return credentials;
            },
            CancellationToken.None);
        try
        {
            return await asking.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is TimeoutException or OperationCanceledException)
        {
            _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new TimeoutException("no answer came in time; check the network and the address", exception);
        }
    }
}
