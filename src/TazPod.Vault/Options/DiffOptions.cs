using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of DiffVault.</summary>
public sealed record DiffOptions
{
    /// <summary>The tree to start from. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    /// <summary>The tree to compare with. The default is null: the secrets directory.</summary>
    public TreeSelector? To { get; init; }

    /// <summary>Whether symbolic links in the secrets directory are left out, with one notice each, instead of refused. The default is
    /// false.</summary>
    public bool SkipLinks { get; init; }

    internal static DiffOptions Of(OptionValues given) => new()
    {
        From = given.Get(OptionCatalog.From),
        To = given.Get(OptionCatalog.To),
        SkipLinks = given.Get(OptionCatalog.SkipLinks),
    };
}
