namespace TazPod.Vault.Storage;

/// <summary>How a GET ended.</summary>
public enum GetOutcome
{
    /// <summary>The object is there; its content follows.</summary>
    Found,

    /// <summary>The object still has the ETag that was sent.</summary>
    NotModified,

    /// <summary>The bucket has no such key.</summary>
    Missing,

    /// <summary>Another version than the one asked for stands there.</summary>
    Changed,
}
