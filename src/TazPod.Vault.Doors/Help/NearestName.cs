using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Help;

/// <summary>Finds the name that a misspelt name was most likely meant to be.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the known names, in any case; null if none is close enough.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(each => each.ToUpperInvariant());
        return NearMiss.Of(name.ToUpperInvariant(), names.Keys) is { } near ? names[near] : null;
    }
}
