using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PushSnapshot.</summary>
public sealed record PushSnapshotOptions
{
    /// <summary>The absolute path of the snapshot. The default is null, which is refused.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is empty.</exception>
    public string? File { get; init => field = Guard.FullPathOrNull(OptionCatalog.SnapshotFile.Name, value); }

    /// <summary>A fingerprint of the snapshot's logical content: a line of at most 200 bytes of UTF-8 without control characters. If the
    /// current generation has the same one, nothing is pushed, even if the bytes differ. The default is null: the bytes are
    /// compared.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is longer, blank, or has control characters.</exception>
    public string? Fingerprint
    {
        get;
        init => field = Guard.Holds(OptionCatalog.Fingerprint.Name, value, value is null || SnapshotFingerprint.IsValid(value));
    }

    /// <summary>Whether an empty file may be pushed. The default is false.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether to start a new generation over an incoherent lineage. The default is false.</summary>
    public bool Force { get; init; }

    internal static PushSnapshotOptions Of(OptionValues given) => new()
    {
        File = given.Get(OptionCatalog.SnapshotFile),
        Fingerprint = given.Get(OptionCatalog.Fingerprint),
        AllowEmpty = given.Get(OptionCatalog.AllowEmpty),
        Force = given.Get(OptionCatalog.Force),
    };
}
