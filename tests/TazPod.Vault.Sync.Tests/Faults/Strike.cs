using TazPod.Testing.S3;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>A fault of the n-th request to one bucket, until it is stopped.</summary>
internal sealed class Strike
{
    private readonly int number;
    private readonly bool stays;
    private int seen;
    private volatile bool hasHit;
    private volatile bool stopped;

    public Strike(Stage stage, int number, FaultKind kind, S3Request request)
    {
        this.number = number;
        stays = kind.Stays;
        stage.S3.Faults.On(other => other.Bucket == stage.BucketName && !stopped && IsStruck(), kind.Make(stage, request)!);
    }

    /// <summary>Whether it has been applied.</summary>
    public bool HasHit => hasHit;

    public void Stop() => stopped = true;

    private bool IsStruck()
    {
        var current = Interlocked.Increment(ref seen);
        if (current != number && !(stays && current > number))
        {
            return false;
        }

        hasHit = true;
        return true;
    }
}
