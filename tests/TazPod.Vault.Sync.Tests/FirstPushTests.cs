using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests;

public sealed class FirstPushTests
{
    [Fact]
    public async Task Latest_and_its_copy_have_the_bytes_of_the_vault_file_and_the_same_labels()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved("one");

        var pushed = await alice.Service().PushAsync();

        Assert.Equal(PushOutcome.Pushed, pushed.Outcome);
        Assert.Equal(alice.VaultBytes, world.Latest);
        var key = Assert.Single(world.Copies);
        Assert.Equal(key, pushed.HistoryKey);
        var copy = world.Bucket.Get(key)!;
        Assert.Equal(alice.VaultBytes, copy.Content.ToArray());
        Assert.Equal(world.Bucket.Get(ObjectKeys.Latest)!.Metadata, copy.Metadata);
        Assert.Equal(File.ReadAllText(alice.Beside("last-content.hash")), copy.Metadata["content-sha256"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(alice.VaultBytes)), copy.Metadata["vault-sha256"]);
        Assert.Equal(key, copy.Metadata["history-key"]);
        Assert.Equal("50", copy.Metadata["retention"]);
        Assert.Equal("alice@host", copy.Metadata["pushed-by"]);
        Assert.Equal(64, copy.Metadata["tree-mac"].Length);
    }

    [Fact]
    public async Task Pushing_without_a_vault_file_names_it_and_sends_nothing()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");

        var failure = await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.VaultNotFound);

        Assert.Contains(alice.VaultFile, failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.S3.Requests);
    }

    [Fact]
    public async Task A_missing_bucket_is_named()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        var failure = await Machine.FailsAsync(
            () => alice.Service(s => s with { Bucket = "not-there" }).PushAsync(), VaultErrors.BucketNotFound);

        Assert.Contains("not-there", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_local_file_is_readable_for_others()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(alice.VaultFile)!))
        {
            Assert.Equal(Convert.ToInt32("600", 8), FileFacts.Of(file).Mode);
        }

        Assert.Equal(Convert.ToInt32("700", 8), FileFacts.Of(Path.GetDirectoryName(alice.VaultFile)!).Mode);
    }
}
