using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of Bootstrap.</summary>
public sealed record BootstrapOptions
{
    /// <summary>The version to pull. The default is latest.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    /// <summary>Whether to replace unpushed changes and an edited secrets directory; both are kept under other names. The default is
    /// false.</summary>
    public bool Force { get; init; }

    /// <summary>Whether symbolic links in the vault are left out, with one notice each, instead of refused. The default is false.</summary>
    public bool SkipLinks { get; init; }

    internal PullOptions Pull => new() { Copy = Copy, Force = Force };

    internal UnlockOptions Unlock => new() { Force = Force, SkipLinks = SkipLinks };

    internal static BootstrapOptions Of(OptionValues given) => new()
    {
        Copy = given.Copy,
        Force = given.Get(OptionCatalog.Force),
        SkipLinks = given.Get(OptionCatalog.SkipLinks),
    };
}
