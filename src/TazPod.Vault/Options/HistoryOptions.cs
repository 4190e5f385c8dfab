using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of ListHistory.</summary>
public sealed record HistoryOptions
{
    /// <summary>How many of the newest copies are listed; from 1. The default is null: all.</summary>
    /// <exception cref="VaultException">TAZPOD1001: it is below 1.</exception>
    public int? Last { get; init => field = Guard.WithinOrNull(OptionCatalog.Last.Name, value, 1, int.MaxValue); }

    internal static HistoryOptions Of(OptionValues given) => new() { Last = given.Get(OptionCatalog.Last) };
}
