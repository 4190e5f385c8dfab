namespace TazPod.Vault.Storage;

/// <summary>The cause of a failure of a store that was silent for longer than the request timeout.</summary>
/// <remarks>Not to be tried again, by a store or by who uses it: that would multiply the time that was allowed, and a conditional write
/// whose answer is lost is the caller's to look after. Deliberately none of the types that HTTP libraries take for transient.</remarks>
/// <param name="timeout">How long was waited.</param>
public sealed class StoreSilentException(TimeSpan timeout) : Exception($"no answer within {timeout.TotalSeconds:0.###} s")
{
    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
