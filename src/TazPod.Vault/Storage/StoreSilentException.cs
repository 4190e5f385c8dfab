namespace TazPod.Vault.Storage;

/// <summary>The cause of a failure because the store did not answer within the request timeout.</summary>
/// <remarks>Neither a store nor its caller may retry after it: that would multiply the allowed time, and if the answer to a conditional
/// write is lost, the caller must resolve that. Deliberately none of the types that HTTP libraries treat as transient.</remarks>
/// <param name="timeout">The time waited.</param>
public sealed class StoreSilentException(TimeSpan timeout) : Exception($"no answer within {timeout.TotalSeconds:0.###} s")
{
    /// <summary>The time waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
