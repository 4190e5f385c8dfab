namespace TazPod.Testing.S3.Faults;

/// <summary>
/// The faults of an endpoint. Every rule that strikes a request is applied, in the order of adding, each around the next: a rule
/// that answers by itself leaves the later ones without effect (though they have counted the request).
/// </summary>
public sealed class FaultRules
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];

    /// <summary>Strikes every request that matches.</summary>
    public FaultRule On(Func<S3Request, bool> match, Fault fault) => Add(match, 1, long.MaxValue, fault);

    /// <summary>Strikes the first <paramref name="times"/> requests that match.</summary>
    public FaultRule On(Func<S3Request, bool> match, int times, Fault fault) => Add(match, 1, times, fault);

    /// <summary>Strikes every request of an operation, such as "PutObject".</summary>
    public FaultRule On(string operation, Fault fault) => On(Is(operation), fault);

    /// <summary>Strikes the first <paramref name="times"/> requests of an operation.</summary>
    public FaultRule On(string operation, int times, Fault fault) => On(Is(operation), times, fault);

    /// <summary>Strikes the n-th request from now on, and no other; 1 is the next.</summary>
    public FaultRule OnNth(int n, Fault fault) => Add(static _ => true, n, 1, fault);

    /// <summary>Strikes the n-th request of an operation from now on, and no other.</summary>
    public FaultRule OnNth(int n, string operation, Fault fault) => Add(Is(operation), n, 1, fault);

    /// <summary>Strikes the n-th request from now on that matches, and no other.</summary>
    public FaultRule OnNth(int n, Func<S3Request, bool> match, Fault fault) => Add(match, n, 1, fault);

    /// <summary>Strikes the n-th request from now on and all after it, as of a server that has died.</summary>
    public FaultRule FromNth(int n, Fault fault) => Add(static _ => true, n, long.MaxValue, fault);

    /// <summary>Takes all rules away.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    internal IReadOnlyList<Fault> For(S3Request request)
    {
        lock (gate)
            return [.. rules.Where(r => r.Strikes(request)).Select(r => r.Fault)];
    }

    private static Func<S3Request, bool> Is(string operation) => request => request.Operation == operation;

    private FaultRule Add(Func<S3Request, bool> match, long first, long times, Fault fault)
    {
        var rule = new FaultRule(match, first, times, fault);
        lock (gate)
            rules.Add(rule);
        return rule;
    }
}
