namespace TazPod.Testing;

/// <summary>A request as it was sent.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Head">The whole head.</param>
public sealed record RawRequest(string Method, string Target, string Head)
{
    /// <summary>Whether the response must have no body.</summary>
    public bool IsHead => Method == "HEAD";
}
