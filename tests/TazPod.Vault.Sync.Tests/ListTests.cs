using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>ListSecrets lists the files in a vault, and never shows their content.</summary>
public sealed class ListTests
{
    private const string Value = "hunter2-is-the-secret";

    [Fact]
    public async Task The_files_of_the_local_vault_are_listed_without_a_request_and_without_a_secrets_directory()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("db/password", Value), ("db/user", "me"), ("token", "x"));
        Directory.Delete(alice.Secrets, recursive: true);
        world.S3.ResetRequests();

        var list = await alice.Service().ListAsync();

        Assert.Equal([("db/password", (long)Value.Length), ("db/user", 2), ("token", 1)], list.Files.Select(file => (file.Path, file.Size)));
        Assert.StartsWith("3 files (24 B) in '", list.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, ResultJson.Of(list), StringComparison.Ordinal);
        Assert.Empty(world.S3.Requests);
        Assert.False(Directory.Exists(alice.Secrets));
    }

    [Theory]
    [InlineData("db/*", "db/eu/password|db/user")]
    [InlineData("db", "db/eu/password|db/user")]
    [InlineData("db/", "db/eu/password|db/user")]
    [InlineData("db/use?", "db/user")]
    [InlineData("*password", "db/eu/password")]
    [InlineData("token", "token")]
    public async Task A_glob_matches_a_path_or_a_directory(string glob, string expected)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("db/eu/password", Value), ("db/user", "me"), ("dbx", "1"), ("token", "x"));

        var list = await alice.Service().ListAsync(new ListOptions { Glob = glob });

        Assert.Equal(expected, string.Join('|', list.Files.Select(file => file.Path)));
    }

    [Fact]
    public async Task A_glob_that_matches_nothing_is_refused()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("token", "x"));

        var failure = await Assert.ThrowsAsync<VaultException>(() => alice.Service().ListAsync(new ListOptions { Glob = "Token" }));

        Assert.Equal(VaultErrors.EntryNotFound, failure.Error);
        Assert.Equal(ExitCode.NotFound, failure.ExitCode);
    }

    [Fact]
    public async Task Latest_and_a_copy_are_listed_without_touching_the_local_vault()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("old", "1"));
        await alice.Service().PushAsync();
        alice.Write(("new", "2"));
        await alice.Service().SaveAsync(new SaveOptions { Force = true });
        await alice.Service().PushAsync();
        var bob = world.Machine("bob");

        Assert.Equal("new", Assert.Single((await bob.Service().ListAsync(new ListOptions { From = TreeSelector.Latest })).Files).Path);
        Assert.Equal("old", Assert.Single((await bob.Service().ListAsync(new ListOptions { From = TreeSelector.TryParse("2") })).Files).Path);
        Assert.False(File.Exists(bob.VaultFile));
    }
}
