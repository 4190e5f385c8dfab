using TazPod.Tool.Internal;

namespace TazPod.Tool.Tests;

public sealed class CommandNamesTests
{
    [Theory]
    [InlineData("Run PushVault again.", "Run tazvault push again.")]
    [InlineData("RestoreVault --index=2 brings it back.", "tazvault restore --index=2 brings it back.")]
    [InlineData("Run `--target=Login --profile=\"a b\"`.", "Run `tazvault login --profile=\"a b\"`.")]
    [InlineData("LineageStatus shows it.", "tazvault snapshot status shows it.")]
    [InlineData("'/tmp/PushVault' and 'PushVault' are names.", "'/tmp/PushVault' and 'PushVault' are names.")]
    [InlineData("Login failed at PushVaults.", "Login failed at PushVaults.")]
    [InlineData("Specify it with --exec=\"program arguments\".", "Specify it with -- program arguments.")]
    [InlineData("--verbosity=verbose shows them.", "--verbose shows them.")]
    public void A_hint_names_a_command_that_can_be_entered(string line, string expected) =>
        Assert.Equal(expected, CommandNames.InPlaceOfTasks(line));
}
