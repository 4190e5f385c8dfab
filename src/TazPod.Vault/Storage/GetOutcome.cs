namespace TazPod.Vault.Storage;

/// <summary>The outcome of a GET.</summary>
public enum GetOutcome
{
    /// <summary>The object exists; its content follows.</summary>
    Found,

    /// <summary>The object still has the ETag that was sent.</summary>
    NotModified,

    /// <summary>The bucket has no such key.</summary>
    Missing,

    /// <summary>The object has another version than the requested one.</summary>
    Changed,
}
