using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class UserIdentityTests
{
    [Fact]
    public void Users_have_their_names_in_the_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the owners of files are known only on Linux");
        var identity = UserIdentity.OfThisProcess!;
        Assert.Equal("root (uid 0)", identity.Describe(0));
        Assert.Equal("a user without a name (uid 3999999999)", identity.Describe(3_999_999_999));
        Assert.Equal(Environment.IsPrivilegedProcess, identity.IsRoot);
    }
}
