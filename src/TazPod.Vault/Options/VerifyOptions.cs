using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of VerifyVault.</summary>
public sealed record VerifyOptions
{
    /// <summary>The only copy to verify. The default is latest, which means latest and all copies.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    /// <summary>How many of the newest copies are verified, besides latest; from 1. The default is null: all.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is below 1.</exception>
    public int? Last { get; init => field = Guard.WithinOrNull(OptionCatalog.Last.Name, value, 1, int.MaxValue); }

    /// <summary>Whether only metadata are compared. The default is false.</summary>
    public bool Fast { get; init; }

    /// <summary>Whether wrong labels are corrected. The default is false.</summary>
    public bool RepairLabels { get; init; }

    internal static VerifyOptions Of(OptionValues given) => new()
    {
        Copy = given.Copy,
        Last = given.Get(OptionCatalog.Last),
        Fast = given.Get(OptionCatalog.Fast),
        RepairLabels = given.Get(OptionCatalog.RepairLabels),
    };
}
