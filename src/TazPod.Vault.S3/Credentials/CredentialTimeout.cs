using Amazon.Runtime;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Asks credentials for keys once, and not for longer than a patience.</summary>
internal static class CredentialTimeout
{
    /// <summary>How long. A role takes a second; the SDK alone retries for minutes where nobody answers.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes the credentials and asks them.</summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled by the token given here, and by nothing else.</exception>
    public static Task<AWSCredentials> AskAsync(Func<AWSCredentials> make, CancellationToken cancellationToken) =>
        AskAsync(make, Patience, cancellationToken);

    /// <summary>Makes the credentials and asks them, with a patience of its own.</summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled by the token given here, and by nothing else.</exception>
    public static async Task<AWSCredentials> AskAsync(Func<AWSCredentials> make, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Some of them ask in their constructor, or block.
        AWSCredentials? made = null;
        var asking = Task.Run(
            async () =>
            {
                var credentials = make();
                Volatile.Write(ref made, credentials);
                await credentials.GetCredentialsAsync();
                return credentials;
            },
            CancellationToken.None);
        try
        {
            return await asking.WaitAsync(patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Forget(asking);

            // A program that it has started must not outlive the one that waited for it.
            (Volatile.Read(ref made) as IDisposable)?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw NoAnswer(exception);
        }
    }

    /// <summary>What nobody waits for any more may fail unseen.</summary>
    internal static void Forget(Task asking) =>
        _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>What is thrown when nobody answers.</summary>
    internal static TimeoutException NoAnswer(Exception exception) => new("no answer came in time; check the network and the address", exception);
}
