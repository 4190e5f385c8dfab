namespace TazPod.Testing.S3.Faults;

/// <summary>
/// The faults of an endpoint. All rules that match a request are applied, in the order of adding, each around the next. If a rule answers
/// the request itself, later ones have no effect (but they have counted the request).
/// </summary>
public sealed class FaultRules
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];

    /// <summary>Affects every request that matches.</summary>
    public FaultRule On(Func<S3Request, bool> match, Fault fault) => Add(match, 1, long.MaxValue, fault);

    /// <summary>Affects the first <paramref name="times"/> requests that match.</summary>
    public FaultRule On(Func<S3Request, bool> match, int times, Fault fault) => Add(match, 1, times, fault);

    /// <summary>Affects every request of an operation, such as "PutObject".</summary>
    public FaultRule On(string operation, Fault fault) => On(Is(operation), fault);

    /// <summary>Affects the first <paramref name="times"/> requests of an operation.</summary>
    public FaultRule On(string operation, int times, Fault fault) => On(Is(operation), times, fault);

    /// <summary>Affects only the n-th request from now on; 1 is the next.</summary>
    public FaultRule OnNth(int n, Fault fault) => Add(static _ => true, n, 1, fault);

    /// <summary>Affects only the n-th request of an operation from now on.</summary>
    public FaultRule OnNth(int n, string operation, Fault fault) => Add(Is(operation), n, 1, fault);

    /// <summary>Affects only the n-th request from now on that matches.</summary>
    public FaultRule OnNth(int n, Func<S3Request, bool> match, Fault fault) => Add(match, n, 1, fault);

    /// <summary>Affects the n-th request from now on and all after it, as when a server has died.</summary>
    public FaultRule FromNth(int n, Fault fault) => Add(static _ => true, n, long.MaxValue, fault);

    /// <summary>Removes all rules.</summary>
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
