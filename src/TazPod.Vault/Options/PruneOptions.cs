using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PruneHistory.</summary>
public sealed record PruneOptions
{
    /// <summary>Whether only to report what would be removed. The default is false.</summary>
    public bool Plan { get; init; }

    internal static PruneOptions Of(OptionValues given) => new() { Plan = given.Get(OptionCatalog.Plan) };
}
