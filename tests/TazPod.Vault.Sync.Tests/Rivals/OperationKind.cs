namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>A call and its result.</summary>
internal enum OperationKind
{
    /// <summary>A push that was acknowledged: a successful compare-and-swap.</summary>
    Push,

    /// <summary>A push that was refused because latest had changed: a failed compare-and-swap.</summary>
    Refusal,

    /// <summary>A pull.</summary>
    Pull,

    /// <summary>A write of another tool, which always succeeds.</summary>
    ForeignWrite,
}
