using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PushSnapshot.</summary>
public sealed record PushSnapshotOptions
{
    /// <summary>The absolute path of the snapshot. The default is null, which is refused.</summary>
    public string? File { get; init => field = value is null ? null : Path.GetFullPath(value); }

    /// <summary>Whether an empty file may be pushed. The default is false.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether to start a new generation over an incoherent lineage. The default is false.</summary>
    public bool Force { get; init; }

    internal static PushSnapshotOptions Of(OptionValues given) => new()
    {
        File = given.Get(OptionCatalog.SnapshotFile),
        AllowEmpty = given.Get(OptionCatalog.AllowEmpty),
        Force = given.Get(OptionCatalog.Force),
    };
}
