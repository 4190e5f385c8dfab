using TazPod.Vault.Doors.Help;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors.Tests.Help;

public sealed class NearestVerbTests
{
    [Theory]
    [InlineData("PushVault", "PushVault")]
    [InlineData("pushvault", "PushVault")]
    [InlineData("PushVualt", "PushVault")]
    [InlineData("SetupStorrage", "SetupStorage")]
    [InlineData("push", "PushVault")]
    [InlineData("Bootstap", "Bootstrap")]
    [InlineData("horse", null)]
    [InlineData("", null)]
    [InlineData("cat", null)]
    public void A_name_is_that_of_the_nearest_verb(string name, string? verb) => Assert.Equal(verb, NearestVerb.To(name, VerbDoors.Frosting)?.Name);
}
