using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>Another tool keeps its snapshots at the same keys. Its pointer is not damaged, and not ours to overwrite.</summary>
public sealed class ForeignPointerTests
{
    private static readonly byte[] Pointer = Encoding.UTF8.GetBytes(
        "{\"vault_lineage_id\":\"prod\",\"snapshot_sha256\":\"abc\",\"snapshot_compare_fingerprint\":\"index=7\"}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_named_and_only_force_overwrites_it(bool isGlobal)
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var key = isGlobal ? Pusher.Keys.Global : Pusher.Keys.Latest;
        world.Bucket.Put(key, Pointer);

        foreach (var verb in new Func<Task>[] { () => alice.StatusAsync(), () => alice.PullAsync(), () => alice.PushAsync(Pusher.Noise()) })
        {
            var failure = await Machine.FailsAsync(verb, VaultErrors.LineageForeign);
            Assert.Equal(ExitCode.Usage, failure.Error.ExitCode);
            Assert.Contains(key, failure.Message, StringComparison.Ordinal);
            Assert.Contains("another tool", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Pointer, world.Bucket.Get(key)!.Content.ToArray());
        Assert.Equal([key], world.Bucket.Keys);

        var content = Pusher.Noise();
        var forced = await alice.PushAsync(content, options: new PushSnapshotOptions { Force = true });
        Assert.Contains(forced.Notices, notice => notice.Contains("another tool is overwritten", StringComparison.Ordinal));
        Assert.Equal(content, await alice.PullAsync());
    }

    [Fact]
    public async Task Without_a_name_the_global_pointer_is_named()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        world.Bucket.Put(Pusher.Keys.Global, Pointer);

        await Machine.FailsAsync(() => alice.StatusAsync(s => s with { Lineage = null }), VaultErrors.LineageForeign);
        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise(), s => s with { Lineage = null }), VaultErrors.LineageForeign);
    }

    [Fact]
    public async Task A_lineage_of_our_own_stays_usable_beside_a_global_pointer_of_another_tool()
    {
        await using var world = await World.StartAsync();
        using var alice = new Pusher(world.OpenStore, "alice");
        var content = Pusher.Noise();
        await alice.PushAsync(content);
        world.Bucket.Put(Pusher.Keys.Global, Pointer);

        Assert.Equal(LineageState.Coherent, (await alice.StatusAsync()).State);
        Assert.Equal(content, await alice.PullAsync());
        await Machine.FailsAsync(() => alice.PushAsync(Pusher.Noise()), VaultErrors.LineageForeign);
        Assert.Equal(Pointer, world.Bucket.Get(Pusher.Keys.Global)!.Content.ToArray());
    }
}
