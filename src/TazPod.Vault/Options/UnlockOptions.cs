using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of UnlockVault.</summary>
public sealed record UnlockOptions
{
    /// <summary>Whether to replace a secrets directory that was edited; it is kept beside the new one. The default is false.</summary>
    public bool Force { get; init; }

    /// <summary>Whether symbolic links in the vault are left out, with one notice each, instead of refused. The default is false.</summary>
    public bool SkipLinks { get; init; }

    internal static UnlockOptions Of(OptionValues given) => new()
    {
        Force = given.Get(OptionCatalog.Force),
        SkipLinks = given.Get(OptionCatalog.SkipLinks),
    };
}
