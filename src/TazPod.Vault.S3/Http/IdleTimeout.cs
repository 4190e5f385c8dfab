namespace TazPod.Vault.S3.Http;

/// <summary>Cancels a token when there was no progress for a given time.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan timeout;
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;
    private readonly CancellationToken caller;
    private readonly Lock gate = new();
    private bool disposed;

    public IdleTimeout(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        this.timeout = timeout;
        this.caller = caller;
        source = new CancellationTokenSource(timeout, clock);
        Token = source.Token;
        registration = caller.Register(source.Cancel);
    }

    public CancellationToken Token { get; }

    /// <summary>Whether the timeout cancelled the token, not the caller.</summary>
    public bool Elapsed => Token.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>Reports progress and restarts the timeout.</summary>
    public void Moved()
    {
        // A response can arrive before the last block of its request was sent. That block then reports progress after this was disposed.
        lock (gate)
        {
            if (!disposed)
            {
                source.CancelAfter(timeout);
            }
        }
    }

    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            disposed = true;
            source.Dispose();
        }
    }
}
