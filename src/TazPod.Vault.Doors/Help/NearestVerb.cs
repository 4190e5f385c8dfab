using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Help;

/// <summary>Finds the verb that a misspelt name was most likely meant to be.</summary>
internal static class NearestVerb
{
    /// <summary>The verb with this command word, or with the nearest name; null if none is close enough.</summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="door">The door that must offer the verb.</param>
    public static Verb? To(string name, VerbDoors door)
    {
        var verbs = VaultVerbs.All.Where(verb => verb.Doors.HasFlag(door)).ToList();
        return verbs.Find(verb => verb.Word.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? VaultVerbs.Find(NearestName.Of(name, verbs.Select(verb => verb.Name)) ?? "");
    }
}
