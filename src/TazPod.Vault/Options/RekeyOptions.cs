using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of RekeyVault.</summary>
public sealed record RekeyOptions
{
    /// <summary>Whether to re-seal the history copies and pins, too. The default is false.</summary>
    public bool WithHistory { get; init; }

    /// <summary>Whether to replace latest although this workspace has not seen it; its bytes stay in the history. The default is
    /// false.</summary>
    public bool Force { get; init; }

    internal PushOptions Push => new() { Force = Force };

    internal static RekeyOptions Of(OptionValues given) => new()
    {
        WithHistory = given.Get(OptionCatalog.WithHistory),
        Force = given.Get(OptionCatalog.Force),
    };
}
