using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PullSnapshot.</summary>
public sealed record PullSnapshotOptions
{
    /// <summary>The absolute path of the file to write. The default is null, which is refused.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty.</exception>
    public string? File { get; init => field = Guard.FullPathOrNull(OptionCatalog.SnapshotFile.Name, value); }

    /// <summary>The generation to pull, from 1. The default is null: the one that the pointer names.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is below 1.</exception>
    public long? Generation { get; init => field = Guard.Holds(OptionCatalog.Generation.Name, value, value is null or >= 1); }

    /// <summary>The slot whose generation is pulled. The default is null: the one that the pointer names.</summary>
    public LineageSlot? Slot { get; init; }

    /// <inheritdoc cref="LineageStatusOptions.Anchors"/>
    public IReadOnlyList<string> Anchors
    {
        get;
        init => field = Guard.Holds(OptionCatalog.Anchors.Name, value, AnchorPaths.AreValid(value));
    } = [];

    /// <summary>Whether to replace a newer file, which is kept under another name, and to pull the content of <see cref="Slot"/> although
    /// no pointer names it. The default is false.</summary>
    public bool Force { get; init; }

    internal static PullSnapshotOptions Of(OptionValues given) => new()
    {
        File = given.Get(OptionCatalog.SnapshotFile),
        Generation = given.Get(OptionCatalog.Generation),
        Slot = given.Get(OptionCatalog.Slot),
        Anchors = given.Get(OptionCatalog.Anchors) ?? [],
        Force = given.Get(OptionCatalog.Force),
    };
}
