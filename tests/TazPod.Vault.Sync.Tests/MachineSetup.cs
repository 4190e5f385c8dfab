using System.Runtime.CompilerServices;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Brings a machine to where a test begins, step by step in the order in which they are named:
/// <c>var alice = await world.Prepare("alice").Pushed("one", "two").Saved("three");</c></summary>
internal sealed class MachineSetup(Machine machine)
{
    private readonly List<Func<Task>> steps = [];
    private Func<VaultSettings, VaultSettings> change = static settings => settings;

    /// <summary>From here on the verbs run with these settings.</summary>
    public MachineSetup With(Func<VaultSettings, VaultSettings> settings)
    {
        change = settings;
        return this;
    }

    /// <summary>The store is set up, and what that took does not count among the requests.</summary>
    public MachineSetup SetUp() => Then(machine.SetUpStoreAsync);

    /// <summary>The secrets are one file, <c>token</c>, with this text, and they are saved.</summary>
    public MachineSetup Saved(string text) => Saved(("token", text));

    /// <summary>The secrets are these files, and they are saved.</summary>
    public MachineSetup Saved(params (string Path, string Text)[] files)
    {
        var settings = change;
        return Then(async () =>
        {
            machine.Write(files);
            await machine.Service(settings).SaveAsync();
        });
    }

    /// <summary>Each text in turn is saved as the <c>token</c>, and pushed; with none, what is saved is pushed.</summary>
    public MachineSetup Pushed(params string[] texts)
    {
        if (texts.Length == 0)
        {
            var settings = change;
            return Then(() => machine.Service(settings).PushAsync());
        }

        foreach (var text in texts)
        {
            Saved(text).Pushed();
        }

        return this;
    }

    /// <summary>The vault is pulled.</summary>
    public MachineSetup Pulled()
    {
        var settings = change;
        return Then(() => machine.Service(settings).PullAsync());
    }

    /// <summary>The vault is pulled and unlocked.</summary>
    public MachineSetup Bootstrapped()
    {
        var settings = change;
        return Then(() => machine.Service(settings).BootstrapAsync());
    }

    /// <summary>Takes the steps: a setup is awaited, and gives the machine.</summary>
    public TaskAwaiter<Machine> GetAwaiter() => TakeStepsAsync().GetAwaiter();

    private MachineSetup Then(Func<Task> step)
    {
        steps.Add(step);
        return this;
    }

    private async Task<Machine> TakeStepsAsync()
    {
        foreach (var step in steps)
        {
            await step();
        }

        return machine;
    }
}
