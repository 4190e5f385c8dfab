namespace TazPod.Vault.Storage;

/// <summary>The outcome of a COPY.</summary>
public enum CopyOutcome
{
    /// <summary>Copied. Compare the ETag with that of the intended source.</summary>
    Copied,

    /// <summary>412: the source is not the intended version.</summary>
    SourceChanged,

    /// <summary>404: the source does not exist.</summary>
    SourceMissing,

    /// <summary>The store does not support copying (501, 405 and the like).</summary>
    NotSupported,
}
