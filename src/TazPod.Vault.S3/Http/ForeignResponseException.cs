namespace TazPod.Vault.S3.Http;

/// <summary>A response that no S3 server sends. Nothing can be concluded from it.</summary>
/// <remarks>Deliberately not one of the exceptions that HTTP libraries treat as transient: the next response would be the same.</remarks>
/// <param name="what">What is wrong with the response, as the end of a sentence that begins with "the answer".</param>
/// <param name="hint">What to do; null for the general hint.</param>
internal sealed class ForeignResponseException(string what, string? hint = null) : Exception($"the answer {what}")
{
    /// <summary>What is wrong with the response.</summary>
    public string What { get; } = what;

    /// <summary>Whether this can be the response of a store that does not know the requested sub-resource: it either ignores it and lists
    /// the bucket, or rejects it with a message of its own.</summary>
    public bool MayBeUnknownSubResource { get; init; }

    /// <summary>Whether it contradicts the previous response, which also happens when another client writes in between.</summary>
    public bool IsContradiction { get; init; }

    /// <summary>What to do.</summary>
    public string Hint { get; } = hint ?? "Check that the endpoint is the address of an S3 server.";
}
