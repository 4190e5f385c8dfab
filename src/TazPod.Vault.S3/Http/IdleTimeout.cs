namespace TazPod.Vault.S3.Http;

/// <summary>A cancellation that comes when nothing was reported for a time.</summary>
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

    /// <summary>Whether it was silence that cancelled, not the caller.</summary>
    public bool Elapsed => Token.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>Something moved: the time starts again.</summary>
    public void Moved()
    {
        // An answer can come before the last block of its request was handed over; that block then reports to a watch that has ended.
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
