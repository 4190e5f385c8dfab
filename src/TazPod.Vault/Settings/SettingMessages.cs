using TazPod.Vault.Errors;
using TazPod.Vault.Text;

namespace TazPod.Vault.Settings;

/// <summary>Formats values for messages: on one line, not too long, and without any password in an address.</summary>
internal static class SettingMessages
{
    private const int LongestShown = 80;

    public static VaultException NotAllowed(SettingDefinition setting, SettingInput input)
    {
        var what = setting.IsSecret || input.Items.Count > 1 ? setting.Name
            : input.Text.Length == 0 ? $"an empty {setting.Name}"
            : $"{setting.Name} '{Shown(input.Text, IsAddress(setting))}'";
        return VaultErrors.InvalidSetting.With(
            $"{what} from {input.Origin} is not allowed: it must be {setting.Allowed}",
            $"Correct {input.Origin}, or leave it out for the default: {setting.Default}.");
    }

    public static VaultException WithoutValue(SettingDefinition setting, string origin) => VaultErrors.InvalidSetting.With(
        $"{origin} is given without a value: it must be {setting.Allowed}",
        $"Give {origin} a value, or leave it out for the default: {setting.Default}.");

    /// <summary>The value in a form that is safe for a message.</summary>
    public static string Shown(string value, bool isAddress = false)
    {
        var safe = PrintableText.OneLine(isAddress || value.Contains("://", StringComparison.Ordinal) ? WithoutSecrets(value) : value);
        return safe.Length <= LongestShown ? safe : string.Concat(safe.AsSpan(0, LongestShown), "...");
    }

    private static bool IsAddress(SettingDefinition setting) => setting.ConfigurationKey == "vault.endpoint";

    // The part before the last @ may be a name and password, the part after a question mark a signature. Parsed manually, because addresses
    // that no parser accepts must work, too.
    private static string WithoutSecrets(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        var shown = query < 0 ? address : address[..query] + "?***";
        var at = (query < 0 ? address : address[..query]).LastIndexOf('@');
        if (at < 0)
        {
            return shown;
        }

        var scheme = shown.IndexOf("://", StringComparison.Ordinal);
        var start = scheme >= 0 && scheme < at ? scheme + 3 : 0;
        return $"{shown[..start]}***{shown[at..]}";
    }
}
