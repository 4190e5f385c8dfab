namespace TazPod.Vault.Settings;

/// <summary>The variable that makes every configuration trusted. It works only in the environment: a file cannot vouch for
/// itself.</summary>
internal static class TrustSwitch
{
    public const string Variable = "TAZPOD_TRUST_CONFIG";

    /// <summary>Its value; null if it is neither yes nor no.</summary>
    public static bool? Parse(string text) => text switch
    {
        "1" => true,
        "0" => false,
        _ => bool.TryParse(text, out var on) ? on : null,
    };

    public static bool IsOn(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue(Variable, out var text) && Parse(text) == true;
}
