using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of PinVault.</summary>
public sealed record PinOptions
{
    /// <summary>The copy to pin. The default is latest.</summary>
    public CopySelector Copy { get; init; } = CopySelector.Latest;

    /// <summary>Why it is pinned, at most 200 bytes of UTF-8 without control characters. The default is null: an existing note is
    /// kept.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is longer, or has control characters.</exception>
    public string? Note { get; init => field = Guard.Holds(OptionCatalog.Note.Name, value, value is null || SettingRules.IsNote(value)); }

    internal static PinOptions Of(OptionValues given) => new() { Copy = given.Copy, Note = given.Get(OptionCatalog.Note) };
}
