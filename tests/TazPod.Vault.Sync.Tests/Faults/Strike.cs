using TazPod.Testing.S3;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>A fault of the n-th request to one bucket among those that a scenario selects, until it is stopped.</summary>
internal sealed class Strike
{
    private readonly int number;
    private readonly Func<S3Request, bool> counts;
    private readonly bool stays;
    private int seen;
    private volatile bool hasHit;
    private volatile bool stopped;

    public Strike(Stage stage, int number, FaultKind kind, S3Request request, Func<S3Request, bool> counts)
    {
        this.number = number;
        this.counts = counts;
        stays = kind.Stays;
        stage.S3.Faults.On(other => other.Bucket == stage.BucketName && !stopped && IsStruck(other), kind.Make(stage, request)!);
    }

    /// <summary>Whether it has been applied.</summary>
    public bool HasHit => hasHit;

    public void Stop() => stopped = true;

    private bool IsStruck(S3Request request)
    {
        if (hasHit || !counts(request))
        {
            return hasHit && stays;
        }

        if (Interlocked.Increment(ref seen) != number)
        {
            return false;
        }

        hasHit = true;
        return true;
    }
}
