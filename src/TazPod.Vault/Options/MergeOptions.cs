using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of MergeVault.</summary>
public sealed record MergeOptions
{
    /// <summary>Whether only to list what the merge would change and what conflicts. The default is false.</summary>
    public bool Plan { get; init; }

    /// <summary>Whether conflicts are settled with what is here. The default is false. Not together with <see cref="Theirs"/>.</summary>
    public bool Ours { get; init; }

    /// <summary>Whether conflicts are settled with what is at latest. The default is false. Not together with <see cref="Ours"/>.</summary>
    public bool Theirs { get; init; }

    /// <summary>Whether to undo a merge that waits, instead of merging. The default is false.</summary>
    public bool Abort { get; init; }

    internal static MergeOptions Of(OptionValues given) => new()
    {
        Plan = given.Get(OptionCatalog.Plan),
        Ours = given.Get(OptionCatalog.Ours),
        Theirs = given.Get(OptionCatalog.Theirs),
        Abort = given.Get(OptionCatalog.Abort),
    };
}
