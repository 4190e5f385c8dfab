using System.Collections.Concurrent;

namespace TazPod.Testing.S3.Http;

/// <summary>
/// Recognises a repeated attempt that was left without a response. If a request without a body is lost with a connection that was in use
/// before, .NET's HttpClient sends it again on its own, and the AWS SDK does so once more without counting it as a retry. A fault that is
/// applied once would go unnoticed.
/// </summary>
internal sealed class DroppedRequests
{
    private readonly ConcurrentDictionary<string, bool> dropped = [];

    public void Add(S3Request request)
    {
        if (Attempt(request) is { } attempt)
            dropped.TryAdd(attempt, true);
    }

    /// <summary>Whether this same attempt was dropped before. A retry that the client counts is another attempt.</summary>
    public bool Contains(S3Request request) => Attempt(request) is { } attempt && dropped.ContainsKey(attempt);

    /// <summary>The SDK's id of the attempt; null for other clients, whose attempts cannot be distinguished.</summary>
    private static string? Attempt(S3Request request) =>
        request.Headers.TryGetValue("amz-sdk-invocation-id", out var invocation)
            ? $"{invocation} {request.Headers.GetValueOrDefault("amz-sdk-request")}"
            : null;
}
