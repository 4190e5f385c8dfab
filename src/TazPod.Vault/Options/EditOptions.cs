using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of EditSecret.</summary>
public sealed record EditOptions
{
    /// <summary>The file to edit, by its path in the vault. The default is null, which is only allowed with <see cref="Resume"/> and
    /// <see cref="Discard"/>.</summary>
    public string? Path { get; init; }

    /// <summary>Whether to continue an edit that was not saved. False by default.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to remove edits that were not saved. False by default.</summary>
    public bool Discard { get; init; }

    /// <summary>Whether the edit replaces a change that was made to the same file meanwhile. False by default: this is refused, and the
    /// edit is kept.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the file may be edited on a disk if there is no file system in memory. False by default: this is refused.</summary>
    public bool AllowDisk { get; init; }

    internal static EditOptions Of(OptionValues given) => new()
    {
        Path = given.Get(OptionCatalog.Path),
        Resume = given.Get(OptionCatalog.Resume),
        Discard = given.Get(OptionCatalog.Discard),
        Force = given.Get(OptionCatalog.Force),
        AllowDisk = given.Get(OptionCatalog.AllowDisk),
    };
}
