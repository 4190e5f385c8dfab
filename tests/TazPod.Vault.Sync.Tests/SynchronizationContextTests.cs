using System.Collections.Concurrent;

namespace TazPod.Vault.Sync.Tests;

public sealed class SynchronizationContextTests
{
    [Fact]
    public async Task A_caller_that_blocks_its_own_context_gets_its_result()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.SaveAsync("one");

        var pushed = await Task.Run(() => Blocking(() => alice.Service().PushAsync())).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.True(pushed.Changed);
        Assert.Equal(alice.VaultBytes, world.Latest);
    }

    // As a window's event handler that says .Result.
    private static T Blocking<T>(Func<Task<T>> run)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new OneThread());
        try
        {
            return run().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class OneThread : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => waiting.Enqueue((d, state));
    }
}
