using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors;

/// <summary>Refuses arguments that no verb of a run reads: they would have no effect, whatever their user expects.</summary>
internal static class UnreadArguments
{
    /// <param name="sources">The arguments.</param>
    /// <param name="verbs">All verbs of the run.</param>
    /// <exception cref="VaultException">TAZPOD1002: there is such an argument.</exception>
    public static void Refuse(SettingsSources sources, IReadOnlyList<Verb> verbs)
    {
        var unread = SettingCatalog.All.FirstOrDefault(setting => IsGiven(setting, sources) && !verbs.Any(verb => verb.Takes(setting)));
        if (unread is not null && verbs.Count > 0)
        {
            throw VaultErrors.UnknownSetting.With(
                $"{Names(verbs)} {(verbs.Count == 1 ? "does" : "do")} not read {sources.ArgumentLabel(unread.Argument!)}; nothing was done",
                $"Omit it. It is for {Names([.. VaultVerbs.All.Where(verb => verb.Takes(unread))])}.");
        }
    }

    private static bool IsGiven(SettingDefinition setting, SettingsSources sources) => setting.Argument is { } name
        && sources.Arguments.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)
        && sources.OwnArguments?.Contains(name, StringComparer.OrdinalIgnoreCase) != true;

    private static string Names(IReadOnlyList<Verb> verbs) => verbs.Count == 1
        ? verbs[0].Name
        : $"{string.Join(", ", verbs.SkipLast(1).Select(verb => verb.Name))} and {verbs[^1].Name}";
}
