namespace TazPod.Testing.S3.Http;

/// <summary>The handled requests, in the order in which their responses were ready.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<S3Request> requests = [];

    public IReadOnlyList<S3Request> Snapshot()
    {
        lock (gate)
            return [.. requests];
    }

    public void Add(S3Request request)
    {
        lock (gate)
            requests.Add(request);
    }

    public void Clear()
    {
        lock (gate)
            requests.Clear();
    }
}
