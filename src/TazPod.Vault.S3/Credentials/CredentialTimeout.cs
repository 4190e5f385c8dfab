using Amazon.Runtime;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Requests keys from credentials once, with a timeout.</summary>
internal static class CredentialTimeout
{
    /// <summary>The timeout. A role takes a second. The SDK alone would retry for minutes when there is no answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Creates the credentials and requests keys from them.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The given token was cancelled. No other cancellation surfaces this way.</exception>
    public static Task<AWSCredentials> AskAsync(Func<AWSCredentials> make, CancellationToken cancellationToken) =>
        AskAsync(make, Patience, cancellationToken);

    /// <summary>Creates the credentials and requests keys from them, with a given timeout.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The given token was cancelled. No other cancellation surfaces this way.</exception>
    public static async Task<AWSCredentials> AskAsync(Func<AWSCredentials> make, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Some credentials send requests in their constructor, or block.
        AWSCredentials? made = null;
        var asking = Task.Run(
            async () =>
            {
                var credentials = make();
                Volatile.Write(ref made, credentials);
                await credentials.GetCredentialsAsync().ConfigureAwait(false);
                return credentials;
            },
            CancellationToken.None);
        try
        {
            return await asking.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Forget(asking);

            // A program that the credentials have started must not outlive the caller.
            (Volatile.Read(ref made) as IDisposable)?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw NoAnswer(exception);
        }
    }

    /// <summary>Observes the exception of a task that no caller waits for any more.</summary>
    internal static void Forget(Task asking) =>
        _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>The exception for a missing answer.</summary>
    internal static TimeoutException NoAnswer(Exception exception) => new("no answer came in time; check the network and the address", exception);
}
