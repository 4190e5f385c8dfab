using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

/// <summary>Several processes on one directory.</summary>
public sealed class DirectoryStoreProcessTests : DirectoryStoreTest
{
    [Fact]
    public async Task No_update_of_four_processes_is_lost()
    {
        const int Processes = 4, Times = 25;
        var outputs = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(_ => ChildProcess.RunAsync(["count", Root, $"{Times}"], null, Token)));
        Assert.All(outputs, output => Assert.Equal("counted", output));
        Assert.Equal($"{Processes * Times}", await ContentAsync("counter"));
    }

    [Fact]
    public async Task A_killed_writer_leaves_the_old_object_and_the_next_writer_cleans_up()
    {
        await PutAsync("a", "old", new() { ["label"] = "old" });
        using var writer = ChildProcess.Start(["stall", Root]);
        await writer.PrintsAsync("writing");
        Assert.Single(TemporaryFiles());

        writer.Kill();
        await writer.EndAsync(Token);

        Assert.Single(TemporaryFiles());
        Assert.Equal("old", await ContentAsync("a"));
        Assert.Equal(["a"], await KeysAsync());

        // The other key is in another directory: a store cleans up the whole bucket with its first write.
        Assert.Equal("Stored", await ChildProcess.RunAsync(["put", Root, "b/c"], null, Token));
        Assert.Empty(TemporaryFiles());
        Assert.Equal("old", await ContentAsync("a"));
    }

    [Fact]
    public async Task A_writer_that_keeps_the_lock_is_named_and_readers_do_not_wait_for_it()
    {
        await PutAsync("a", "old");
        using var writer = ChildProcess.Start(["stall", Root]);
        await writer.PrintsAsync("writing");
        using var impatient = Open(TimeSpan.Zero);

        var exception = await FailsAsync(
            VaultErrors.StoreFailed,
            () => impatient.PutObjectAsync("b", default, new Dictionary<string, string>(), WriteCondition.None));

        Assert.Equal(ExitCode.StoreFailure, exception.Error.ExitCode);
        Assert.Contains($"process {writer.Id} on {Environment.MachineName} since ", exception.Message, StringComparison.Ordinal);
        await FailsAsync(VaultErrors.StoreFailed, () => impatient.DeleteObjectsAsync(["a"]));
        Assert.Equal("old", await ContentAsync("a"));
        Assert.Equal(["a"], await KeysAsync());
        Assert.Single(TemporaryFiles());
        writer.Kill();
        await writer.EndAsync(Token);
    }

    [Fact]
    public async Task A_writer_that_waits_for_the_lock_can_be_cancelled()
    {
        using var writer = ChildProcess.Start(["stall", Root]);
        await writer.PrintsAsync("writing");
        using var cancelling = new CancellationTokenSource();
        var waiting = Store.DeleteObjectsAsync(["a"], cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        writer.Kill();
        await writer.EndAsync(Token);
    }
}
