namespace TazPod.Vault.Storage;

/// <summary>How a COPY ended.</summary>
public enum CopyOutcome
{
    /// <summary>Copied; compare the ETag with what was meant to be copied.</summary>
    Copied,

    /// <summary>412: the source is not the version that was meant.</summary>
    SourceChanged,

    /// <summary>404: the source is not there.</summary>
    SourceMissing,

    /// <summary>The store does not copy (501, 405 and the like).</summary>
    NotSupported,
}
