using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Help;

/// <summary>Finds the verb that a misspelt name was most likely meant to be.</summary>
internal static class NearestVerb
{
    /// <summary>The verb with this command word, or with the nearest name; null if none is close enough.</summary>
    public static Verb? To(string name) =>
        VaultVerbs.All.FirstOrDefault(verb => verb.Word.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? VaultVerbs.Find(NearestName.Of(name, VaultVerbs.All.Select(verb => verb.Name)) ?? "");
}
