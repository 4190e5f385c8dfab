using System.Text.RegularExpressions;

namespace TazPod.Vault.Lineages;

/// <summary>The keys of one lineage: <c>PREFIX/ID/slot-a</c>, <c>PREFIX/ID/slot-b</c>, <c>PREFIX/ID/latest.json</c>, and the
/// <c>PREFIX/latest.json</c> that all lineages below a prefix share.</summary>
/// <param name="Prefix">The prefix of the lineages, without a trailing slash.</param>
/// <param name="Id">The lineage.</param>
internal sealed partial record LineageKeys(string Prefix, string Id)
{
    /// <summary>The default prefix for lineages of snapshots.</summary>
    public const string DefaultPrefix = "vault/raft-snapshots";

    /// <summary>The prefix for lineages of the vault itself.</summary>
    public const string VaultPrefix = "tazpod/vault/lineage";

    private const string PointerName = "latest.json";

    /// <summary>The lineage's pointer.</summary>
    public string Latest => $"{Prefix}/{Id}/{PointerName}";

    /// <summary>The prefix's global pointer, which names the lineage that was pushed last.</summary>
    public string Global => GlobalOf(Prefix);

    /// <summary>The prefix of probe objects, which are always removed again. No lineage begins with a dot.</summary>
    public string ProbePrefix => $"{Prefix}/.probe-";

    /// <summary>The global pointer of a prefix.</summary>
    public static string GlobalOf(string prefix) => $"{prefix}/{PointerName}";

    /// <summary>A slot.</summary>
    public string Slot(LineageSlot slot) => $"{Prefix}/{Id}/{slot.Name()}";

    /// <summary>Whether this is a valid lineage name: 1 to 64 letters, digits, <c>-</c> and <c>_</c>, starting with a letter or digit.
    /// Every UUID is valid.</summary>
    /// <remarks>Without dots and slashes, a name cannot leave the prefix, or be <c>latest.json</c>.</remarks>
    public static bool IsId(string id) => IdPattern().IsMatch(id);

    /// <summary>Whether this is a valid prefix for lineages: at most 200 letters, digits, <c>.</c>, <c>-</c>, <c>_</c> and single slashes,
    /// each part starting with a letter or digit. Not inside the vault's history, where other tools prune.</summary>
    public static bool IsPrefix(string prefix) =>
        PrefixPattern().IsMatch(prefix)
        && !$"{prefix}/".StartsWith(History.ObjectKeys.HistoryPrefix, StringComparison.Ordinal);

    /// <summary>The lineage that a key below a prefix belongs to; null if it is not a lineage's key.</summary>
    public static string? IdOf(string prefix, string key)
    {
        if (!key.StartsWith($"{prefix}/", StringComparison.Ordinal) || key[(prefix.Length + 1)..].Split('/') is not [var id, var name])
        {
            return null;
        }

        return IsId(id) && (name == PointerName || LineageSlots.Parse(name) is not null) ? id : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(?=.{1,200}\z)[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixPattern();
}
