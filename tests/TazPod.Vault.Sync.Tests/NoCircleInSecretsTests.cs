using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>No refusal of a verb sends a user in a circle, whatever the secrets directory, the vault file and the store contain: a step that
/// it suggests works. If the workspace lost its memory, it may also be refused with a step that works.</summary>
public sealed class NoCircleInSecretsTests
{
    private static readonly string[] Verbs = ["SaveVault", "UnlockVault", "LockVault", "PushVault", "PullVault"];

    [Fact]
    public async Task Every_step_that_a_refusal_suggests_works_or_leads_to_one_that_does()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        var bob = await world.Newcomer("bob").Bootstrapped();
        var steps = new HintedSteps(alice, static settings => settings);
        var start = WorldState.Take(world, alice);
        await bob.PushAsync("bob's");
        var pushed = WorldState.Take(world, alice);
        List<string> problems = [];
        var refusals = 0;
        foreach (var (name, remembers, arrange) in States(alice))
        {
            foreach (var (remote, before) in new[] { ("nobody pushed", start), ("bob pushed", pushed) })
            {
                before.Restore();
                await arrange();
                var arranged = WorldState.Take(world, alice);
                foreach (var verb in Verbs)
                {
                    arranged.Restore();
                    if (await steps.TryAsync(verb.ToLowerInvariant()) is not { Error.ExitCode: ExitCode.Conflict } refusal)
                    {
                        continue;
                    }

                    refusals++;
                    problems.AddRange((await CirclesAsync(world, alice, steps, refusal, remembers)).Select(circle => $"{name}, {remote}: {verb}: {circle}"));
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.InRange(refusals, 15, int.MaxValue);
    }

    private static async Task<IReadOnlyList<string>> CirclesAsync(
        World world, Machine machine, HintedSteps steps, VaultException refusal, bool remembers)
    {
        var refused = WorldState.Take(world, machine);
        var suggested = HintedSteps.In(refusal.Hint!);
        List<string> circles = suggested.Count == 0 ? [$"no step in '{refusal.Message}' '{refusal.Hint}'"] : [];
        foreach (var step in suggested)
        {
            refused.Restore();
            if (await steps.TryAsync(step) is not { } second)
            {
                continue;
            }

            var after = WorldState.Take(world, machine);
            var leadsOn = false;
            foreach (var next in remembers ? [] : HintedSteps.In(second.Hint!))
            {
                after.Restore();
                leadsOn |= await steps.TryAsync(next) is null;
            }

            if (!leadsOn)
            {
                circles.Add($"'{refusal.Hint}' -> '{step}' is refused: {second.Message} {second.Hint}");
            }
        }

        return circles;
    }

    // Pulled on purpose, so that bob's push, if there was one, is in the vault file but not in the secrets directory.
    private static IEnumerable<(string Name, bool Remembers, Func<Task> Arrange)> States(Machine alice)
    {
        yield return ("clean", true, () => Task.CompletedTask);
        yield return ("edited", true, () => EditAsync(alice));
        yield return ("edited and saved", true, () => alice.SaveAsync("edited"));
        yield return ("pulled", true, () => alice.Service().PullAsync());
        yield return ("edited, then pulled", true, async () =>
        {
            await EditAsync(alice);
            await alice.Service().PullAsync();
        }
        );
        yield return ("an older copy", true, () => OlderAsync(alice));
        yield return ("edited, over an older copy", true, async () =>
        {
            await EditAsync(alice);
            await OlderAsync(alice);
        }
        );
        yield return ("edited, without memory", false, async () =>
        {
            await EditAsync(alice);
            File.Delete(alice.Beside("sync.json"));
        }
        );
        yield return ("edited and saved, without memory, edited again", false, async () =>
        {
            await alice.SaveAsync("edited");
            File.Delete(alice.Beside("sync.json"));
            await EditAsync(alice);
        }
        );
        yield return ("edited, without a vault file", true, async () =>
        {
            await EditAsync(alice);
            File.Delete(alice.VaultFile);
        }
        );
    }

    private static Task EditAsync(Machine alice)
    {
        alice.Write(("token", "edited in place"));
        return Task.CompletedTask;
    }

    private static async Task OlderAsync(Machine alice) => await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) });
}
