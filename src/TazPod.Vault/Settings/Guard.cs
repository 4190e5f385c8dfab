using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>Validates settings that are set in code, with the same rules as the loader.</summary>
internal static class Guard
{
    public static T Holds<T>(string setting, T value, bool isAllowed) =>
        isAllowed ? value : throw NotAllowed(setting, SettingCatalog.ByName(setting).Allowed);

    public static T Within<T>(string setting, T value, T least, T most)
        where T : IComparable<T> => Holds(setting, value, value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0);

    public static T? WithinOrNull<T>(string setting, T? value, T least, T most)
        where T : struct, IComparable<T> => value is { } given ? Within(setting, given, least, most) : null;

    public static string FullPath(string setting, string value) =>
        Path.GetFullPath(Holds(setting, value, !string.IsNullOrWhiteSpace(value) && !value.Contains('\0')));

    public static string? FullPathOrNull(string setting, string? value) => value is null ? null : FullPath(setting, value);

    private static VaultException NotAllowed(string setting, string allowed) =>
        VaultErrors.InvalidSetting.With($"{setting} as set in code is not allowed: it must be {allowed}");
}
