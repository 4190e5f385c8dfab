namespace TazPod.Testing.S3.Faults;

/// <summary>Which requests a fault strikes. What is counted is counted from when the rule was added.</summary>
public sealed class FaultRule
{
    private readonly Func<S3Request, bool> match;
    private readonly long first;
    private readonly long times;
    private long matched;
    private long hits;

    internal FaultRule(Func<S3Request, bool> match, long first, long times, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        this.match = match;
        this.first = first;
        this.times = times;
        Fault = fault;
    }

    /// <summary>How often the fault has struck; a test that relies on it should look.</summary>
    public long Hits => Interlocked.Read(ref hits);

    internal Fault Fault { get; }

    internal bool Strikes(S3Request request)
    {
        if (!match(request))
            return false;
        var number = Interlocked.Increment(ref matched);
        if (number < first || number - first >= times)
            return false;
        Interlocked.Increment(ref hits);
        return true;
    }
}
