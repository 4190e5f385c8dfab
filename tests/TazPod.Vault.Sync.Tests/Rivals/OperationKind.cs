namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>What was called, and how it ended.</summary>
internal enum OperationKind
{
    /// <summary>A push that was acknowledged: a compare-and-swap that took place.</summary>
    Push,

    /// <summary>A push that was refused because latest had moved: a compare-and-swap that did not.</summary>
    Refusal,

    /// <summary>A pull.</summary>
    Pull,

    /// <summary>A write of another tool: it takes place whatever stands there.</summary>
    ForeignWrite,
}
