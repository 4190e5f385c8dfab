namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>Which store rivals meet in.</summary>
public enum ArenaKind
{
    /// <summary>The in-process endpoint, as AWS is documented.</summary>
    Aws,

    /// <summary>The in-process endpoint, as Ceph's gateway was measured: it ignores conditions on the source of a copy.</summary>
    Ceph,

    /// <summary>The embedded store.</summary>
    Directory,

    /// <summary>The real gateway, when the environment names one.</summary>
    RealServer,
}
