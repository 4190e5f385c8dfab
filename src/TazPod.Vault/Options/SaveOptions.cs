using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of SaveVault.</summary>
public sealed record SaveOptions
{
    /// <summary>Whether to replace a vault file that does not open or was made from other secrets; the old file is kept beside it. The default
    /// is false.</summary>
    public bool Force { get; init; }

    /// <summary>Whether symbolic links are left out, with one notice each, instead of refused. The default is false.</summary>
    public bool SkipLinks { get; init; }

    /// <summary>Whether an empty or missing secrets directory may be saved. The default is false.</summary>
    public bool AllowEmpty { get; init; }

    internal static SaveOptions Of(OptionValues given) => new()
    {
        Force = given.Get(OptionCatalog.Force),
        SkipLinks = given.Get(OptionCatalog.SkipLinks),
        AllowEmpty = given.Get(OptionCatalog.AllowEmpty),
    };
}
