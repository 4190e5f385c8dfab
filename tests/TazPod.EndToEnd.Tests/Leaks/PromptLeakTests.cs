using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>What is typed at the prompt is seen by nobody: not on the screen either.</summary>
public sealed class PromptLeakTests
{
    [Fact]
    public async Task No_passphrase_that_is_typed_is_let_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "runs 'script', which gives it a terminal");
        await using var place = await LeakPlace.StartAsync();
        place.UseStore("file:store");
        await place.RunAsync(0, "SetupStorage");
        place.Environment.Remove("TAZPOD_PASSPHRASE");

        await place.RunAtTerminalAsync(2, host => TypesAsync(host, LeakPlace.Passphrase, LeakPlace.FilePassphrase), "SaveVault");
        await place.RunAtTerminalAsync(0, host => TypesAsync(host, LeakPlace.Passphrase, LeakPlace.Passphrase), "SaveVault");
        await place.RunAtTerminalAsync(6, host => TypesAsync(host, LeakPlace.FilePassphrase), "UnlockVault");
        await place.RunAtTerminalAsync(0, host => TypesAsync(host, LeakPlace.Passphrase), "UnlockVault");
        await place.RunAtTerminalAsync(130, LeavesAsync, "UnlockVault");
        await place.RunAsync(0, "UnlockVault", "--passphrase-file=passphrase");
    }

    private static async Task TypesAsync(HostProcess host, string passphrase, string? again = null)
    {
        await host.SeesAsync("Passphrase of the vault: ");
        await host.TypeAsync($"{passphrase}\r");
        if (again is not null)
        {
            await host.SeesAsync("The same again, for a new vault: ");
            await host.TypeAsync($"{again}\r");
        }
    }

    // Ctrl-C half way.
    private static async Task LeavesAsync(HostProcess host)
    {
        await host.SeesAsync("Passphrase of the vault: ");
        await host.TypeAsync($"{LeakPlace.Passphrase}\u0003");
    }
}
