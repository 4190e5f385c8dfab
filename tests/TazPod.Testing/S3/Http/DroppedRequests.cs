using System.Collections.Concurrent;

namespace TazPod.Testing.S3.Http;

/// <summary>
/// Knows an attempt again that was left without an answer. .NET's HttpClient sends a request without a body again, unasked, when
/// it was lost with a connection that had been in use, and the AWS SDK does so once more on top, without counting it as a retry;
/// a fault that strikes once would pass unseen.
/// </summary>
internal sealed class DroppedRequests
{
    private readonly ConcurrentDictionary<string, bool> dropped = [];

    public void Add(S3Request request)
    {
        if (Attempt(request) is { } attempt)
            dropped.TryAdd(attempt, true);
    }

    /// <summary>Whether this very attempt, not a retry that the client counts as one, was dropped before.</summary>
    public bool Contains(S3Request request) => Attempt(request) is { } attempt && dropped.ContainsKey(attempt);

    /// <summary>What the SDK calls the attempt; null for other clients, whose attempts cannot be told apart.</summary>
    private static string? Attempt(S3Request request) =>
        request.Headers.TryGetValue("amz-sdk-invocation-id", out var invocation)
            ? $"{invocation} {request.Headers.GetValueOrDefault("amz-sdk-request")}"
            : null;
}
