namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>The store in which rivals compete.</summary>
public enum ArenaKind
{
    /// <summary>The in-process endpoint, as documented for AWS.</summary>
    Aws,

    /// <summary>The in-process endpoint, as measured for Ceph's gateway: it ignores conditions on the source of a copy.</summary>
    Ceph,

    /// <summary>The embedded store.</summary>
    Directory,

    /// <summary>The real gateway, if the environment names one.</summary>
    RealServer,
}
