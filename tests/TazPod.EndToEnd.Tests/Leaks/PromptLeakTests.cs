using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>Input at the prompt is not visible anywhere, not even on the screen.</summary>
public sealed class PromptLeakTests
{
    [Fact]
    public async Task No_typed_passphrase_leaks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a terminal of Linux");
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

    private static Task TypesAsync(HostProcess host, string passphrase, string? again = null) => Task.Run(() =>
    {
        host.TypeAt("Passphrase of the vault: ", $"{passphrase}\r");
        if (again is not null)
            host.TypeAt("Repeat it, for a new vault: ", $"{again}\r");
    });

    // Ctrl-C in the middle of the input.
    private static Task LeavesAsync(HostProcess host) =>
        Task.Run(() => host.TypeAt("Passphrase of the vault: ", $"{LeakPlace.Passphrase}\u0003"));
}
