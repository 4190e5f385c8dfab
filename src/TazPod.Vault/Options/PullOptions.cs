using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PullVault.</summary>
public sealed record PullOptions
{
    /// <summary>The version to pull. The default is latest.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    /// <summary>Whether to replace a vault file that holds unpushed changes; it is kept beside the new one. The default is false.</summary>
    public bool Force { get; init; }

    internal static PullOptions Of(OptionValues given) => new() { Copy = given.Copy, Force = given.Get(OptionCatalog.Force) };
}
