namespace TazPod.Testing.S3.Faults;

/// <summary>Selects the requests that a fault affects. Counting starts when the rule is added.</summary>
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

    /// <summary>How often the fault was applied; a test that relies on it should check this.</summary>
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
