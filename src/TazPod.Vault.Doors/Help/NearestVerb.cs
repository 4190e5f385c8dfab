using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Help;

/// <summary>Finds the verb that a misspelt name was most likely meant to be.</summary>
internal static class NearestVerb
{
    /// <summary>The verb with this name or command word in any case, or with the nearest name; null if none is close enough.</summary>
    public static Verb? To(string name)
    {
        var known = VaultVerbs.All.ToDictionary(verb => verb.Name.ToUpperInvariant());
        return known.GetValueOrDefault(NearMiss.Of(name.ToUpperInvariant(), known.Keys) ?? "")
            ?? VaultVerbs.All.FirstOrDefault(verb => verb.Word.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
