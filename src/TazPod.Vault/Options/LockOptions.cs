using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of LockVault.</summary>
public sealed record LockOptions
{
    /// <summary>Whether to lock a directory that the vault cannot restore; it is renamed instead of removed. The default is
    /// false.</summary>
    public bool Force { get; init; }

    internal static LockOptions Of(OptionValues given) => new() { Force = given.Get(OptionCatalog.Force) };
}
