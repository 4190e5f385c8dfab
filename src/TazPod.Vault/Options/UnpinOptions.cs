using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>What is asked of one run of UnpinVault.</summary>
public sealed record UnpinOptions
{
    /// <summary>Which pinned copy. It has to be named: latest, the default, is refused.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    internal static UnpinOptions Of(OptionValues given) => new() { Copy = given.Copy };
}
