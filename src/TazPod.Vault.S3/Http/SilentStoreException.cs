namespace TazPod.Vault.S3.Http;

/// <summary>The store was silent for longer than the request timeout.</summary>
/// <remarks>Deliberately none of the types that the SDK takes for transient: trying again would multiply the time that was allowed,
/// and a conditional write whose answer is lost is the caller's to look after.</remarks>
internal sealed class SilentStoreException(TimeSpan timeout) : Exception($"no answer within {timeout.TotalSeconds:0.###} s")
{
    public TimeSpan Timeout { get; } = timeout;
}
