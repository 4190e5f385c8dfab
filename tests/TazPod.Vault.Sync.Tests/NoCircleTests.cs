using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>No refusal of a push or a pull suggests a step that is refused in the same state.</summary>
public sealed class NoCircleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_step_that_a_refusal_suggests_works_in_that_state(bool underAnotherAddress)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        VaultSettings Address(VaultSettings s) => underAnotherAddress
            ? s with { Endpoint = new UriBuilder(world.Url) { Host = "localhost" }.Uri, Passphrase = null }
            : s with { Passphrase = null };
        var steps = new HintedSteps(alice, Address);
        var start = WorldState.Take(world, alice);
        var theirs = await TheirsAsync(world);
        List<(string Name, WorldState State)> states = [];
        foreach (var (local, change) in Locals(world, alice))
        {
            start.Restore();
            await change();
            var changed = WorldState.Take(world, alice);
            foreach (var (remote, move) in Remotes(world, theirs))
            {
                changed.Restore();
                move();
                states.Add(($"{local}, {remote}", WorldState.Take(world, alice)));
            }
        }

        List<string> problems = [];
        var refusals = 0;
        foreach (var (name, state) in states)
        {
            foreach (var verb in new[] { "PushVault", "PullVault" })
            {
                state.Restore();
                if (await steps.TryAsync(verb.ToLowerInvariant()) is not { Error.ExitCode: ExitCode.Conflict } refusal)
                {
                    continue;
                }

                refusals++;
                var refused = WorldState.Take(world, alice);
                var suggested = HintedSteps.In(refusal.Hint!);
                if (suggested.Count == 0)
                {
                    problems.Add($"{name}: {verb} names no step: {refusal.Hint}");
                }

                foreach (var step in suggested)
                {
                    refused.Restore();
                    if (await steps.TryAsync(step) is { } again && !(step == "mergevault" && await LeadsOnAsync(steps, again)))
                    {
                        problems.Add($"{name}: {verb} says '{refusal.Hint}', and '{step}' is refused: {again.Message} {again.Hint}");
                    }
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.InRange(refusals, 20, int.MaxValue);
    }

    // A latest that does not open cannot be merged, which only MergeVault finds out.
    private static async Task<bool> LeadsOnAsync(HintedSteps steps, VaultException refusal) =>
        refusal.Error == VaultErrors.VaultDoesNotOpen && HintedSteps.In(refusal.Hint!) is [var step] && await steps.TryAsync(step) is null;

    private static IEnumerable<(string Name, Func<Task> Change)> Locals(World world, Machine alice)
    {
        yield return ("synced", () => Task.CompletedTask);
        yield return ("edited", () => alice.SaveAsync("edited"));
        yield return ("an older copy", () => OlderAsync(alice));
        yield return ("an older copy, edited", async () =>
        {
            await OlderAsync(alice);
            await alice.Service().UnlockAsync();
            await alice.SaveAsync("edited");
        }
        );
        yield return ("synced, without memory", () => ForgetAsync(alice));
        yield return ("edited, without memory", async () =>
        {
            await alice.SaveAsync("edited");
            await ForgetAsync(alice);
        }
        );
        yield return ("never synced", async () =>
        {
            File.Delete(alice.VaultFile);
            await ForgetAsync(alice);
            await alice.SaveAsync("fresh");
        }
        );
        yield return ("a push cut off before its copy", () => CutOffAsync(world, alice, r => r.Key != ObjectKeys.Latest));
        yield return ("a push cut off before latest", () => CutOffAsync(world, alice, _ => true));
        yield return ("a push cut off before its copy, edited", async () =>
        {
            await CutOffAsync(world, alice, r => r.Key != ObjectKeys.Latest);
            await alice.SaveAsync("edited");
        }
        );
    }

    private static IEnumerable<(string Name, Action Move)> Remotes(World world, IReadOnlyList<StoredObject> theirs)
    {
        yield return ("nothing moved", () => { });
        yield return ("somebody pushed", () =>
        {
            foreach (var each in theirs)
            {
                world.Bucket.Put(each.Key, each.Content.Span, each.Metadata);
            }
        }
        );
        yield return ("another tool wrote", () => world.WriteLikeTheGoTool(World.NotOurVault(), new string('a', 64)));
        yield return ("latest was removed", () => world.Bucket.Remove(ObjectKeys.Latest));
        yield return ("the first copy was put back", () =>
        {
            var first = world.Bucket.Get(world.Copies[0])!;
            world.Bucket.Put(ObjectKeys.Latest, first.Content.Span, first.Metadata);
        }
        );
        yield return ("all copies were pruned", () =>
        {
            foreach (var copy in world.Copies)
            {
                world.Bucket.Remove(copy);
            }
        }
        );
    }

    /// <returns>Latest and its copy as another client would push them.</returns>
    private static async Task<IReadOnlyList<StoredObject>> TheirsAsync(World world)
    {
        var bob = await world.Newcomer("bob").Bootstrapped().Pushed("bob's");
        return [world.Bucket.Get(ObjectKeys.Latest)!, world.Bucket.Get(world.Copies[^1])!];
    }

    private static async Task OlderAsync(Machine alice) => await alice.Service().PullAsync(new PullOptions { Copy = CopySelector.AtIndex(2) });

    private static Task ForgetAsync(Machine alice)
    {
        File.Delete(alice.Beside("sync.json"));
        return Task.CompletedTask;
    }

    private static async Task CutOffAsync(World world, Machine alice, Func<S3Request, bool> strikes)
    {
        await alice.SaveAsync("cut off");
        world.S3.Faults.On(r => r.Method == "PUT" && strikes(r), Fault.Status(503, "SlowDown"));
        await Assert.ThrowsAsync<VaultException>(() => alice.Service(s => s with { Retries = 0 }).PushAsync());
        world.S3.Faults.Clear();
    }
}
