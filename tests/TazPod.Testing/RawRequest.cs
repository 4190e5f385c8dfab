namespace TazPod.Testing;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Head">The whole head.</param>
public sealed record RawRequest(string Method, string Target, string Head)
{
    /// <summary>Whether the answer may have no body.</summary>
    public bool IsHead => Method == "HEAD";
}
