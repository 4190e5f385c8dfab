using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of LineageStatus.</summary>
public sealed record LineageStatusOptions
{
    /// <summary>Files that the local vault must contain, by their relative path in it, for example the keys that unseal the snapshot.
    /// Without them a lineage is not restorable, and with them an empty lineage is not a first start. Empty by default: the vault is not
    /// opened.</summary>
    /// <exception cref="VaultException">TAZPOD1001: a path is not a relative path of a file.</exception>
    public IReadOnlyList<string> Anchors
    {
        get;
        init => field = Guard.Holds(OptionCatalog.Anchors.Name, value, AnchorPaths.AreValid(value));
    } = [];

    internal static LineageStatusOptions Of(OptionValues given) => new() { Anchors = given.Get(OptionCatalog.Anchors) ?? [] };
}
