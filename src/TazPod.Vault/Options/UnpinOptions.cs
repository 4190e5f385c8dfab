using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of UnpinVault.</summary>
public sealed record UnpinOptions
{
    /// <summary>The pinned copy to unpin. Required: latest, the default, is refused.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    internal static UnpinOptions Of(OptionValues given) => new() { Copy = given.Copy };
}
