using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PushVault.</summary>
public sealed record PushOptions
{
    /// <summary>Whether to replace latest although this workspace has not seen it; its bytes stay in the history. The default is
    /// false.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to report the difference to the replaced version, which costs a download. The default is false.</summary>
    public bool Summary { get; init; }

    /// <summary>How many times latest is merged, at most, if it holds a change that this workspace has not seen. 0 by default: the push is
    /// refused.</summary>
    public int Merge { get; init; }

    internal static PushOptions Of(OptionValues given) => new()
    {
        Force = given.Get(OptionCatalog.Force),
        Summary = given.Get(OptionCatalog.Summary),
        Merge = given.Get(OptionCatalog.Merge) ?? 0,
    };
}
