using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of RestoreVault.</summary>
public sealed record RestoreOptions
{
    /// <summary>The copy to make latest again. Required: latest, the default, is refused.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    /// <summary>Whether to continue without asking for confirmation. The default is false.</summary>
    public bool Yes { get; init; }

    /// <summary>Whether to replace a vault file that holds unpushed changes; it is kept beside the new one. The default is false.</summary>
    public bool Force { get; init; }

    internal PullOptions Pull => new() { Copy = Copy, Force = Force };

    internal PushOptions Push => new() { Force = Force };

    internal static RestoreOptions Of(OptionValues given) => new()
    {
        Copy = given.Copy,
        Yes = given.Get(OptionCatalog.Yes),
        Force = given.Get(OptionCatalog.Force),
    };
}
