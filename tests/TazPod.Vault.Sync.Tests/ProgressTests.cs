using TazPod.Testing.S3.Faults;
using TazPod.Vault.Options;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A user who waits sees how far the work is, or what it waits for.</summary>
public sealed class ProgressTests
{
    private readonly ProgressObserver observer = new();

    [Fact]
    public async Task Packing_reports_every_byte_of_the_tree()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("a", new string('a', 100_000)), ("b", new string('b', 50_000)));

        await alice.Service(observer: observer).SaveAsync();

        Assert.Equal(("packing the secrets", 150_000, 150_000), observer.Progress.Last());
        Assert.Equal(observer.Progress.Select(report => report.Done).Order(), observer.Progress.Select(report => report.Done));
    }

    [Fact]
    public async Task Unpacking_reports_the_bytes_of_the_archive()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        alice.Write(("a", new string('a', 100_000)), ("b", "b"));
        await alice.Service().SaveAsync();

        await alice.Service(settings => settings with { SecretsDirectory = Path.Combine(alice.Root, "out") }, observer: observer).UnlockAsync();

        var unpacked = observer.Progress.Where(report => report.What == "unpacking the secrets").ToList();
        Assert.NotEmpty(unpacked);
        Assert.All(unpacked, report => Assert.InRange(report.Done, 1, report.Total));
    }

    [Fact]
    public async Task Verifying_all_copies_is_one_piece_of_work()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        await alice.PushAsync("two");

        await alice.Service(observer: observer).VerifyAsync();

        var (what, done, total) = observer.Progress.Last();
        Assert.Equal("verifying 3 vaults", what);
        Assert.Equal(total, done);
        Assert.All(observer.Progress, report => Assert.Equal((what, total), (report.What, report.Total)));
        Assert.Equal(observer.Progress.Select(report => report.Done).Order(), observer.Progress.Select(report => report.Done));
    }

    [Fact]
    public async Task Re_sealing_the_copies_is_one_piece_of_work()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        await alice.PushAsync("two");
        var file = Path.Combine(alice.Root, "new");
        await File.WriteAllTextAsync(file, "another horse battery", TestContext.Current.CancellationToken);
        OnlyForOwner(file);

        await alice.Service(settings => settings with { NewPassphraseFile = file }, observer: observer)
            .RekeyAsync(new RekeyOptions { WithHistory = true });

        var sealing = observer.Progress.Where(report => report.What.StartsWith("re-sealing ", StringComparison.Ordinal)).ToList();
        Assert.Single(sealing.Select(report => report.What).Distinct());
        Assert.Equal(sealing[^1].Total, sealing[^1].Done);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_announced_with_its_reason()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        world.S3.Faults.On("HeadObject", 2, Fault.Status(503, "SlowDown"));

        await alice.Service(observer: observer).PushAsync();

        var host = world.Url.Authority;
        Assert.Equal([$"{host} answered 503, trying again (2 of 3)", $"{host} answered 503, trying again (3 of 3)"], observer.Waits);
    }

    [Fact]
    public async Task An_upload_that_is_sent_again_is_announced_with_what_the_store_answered()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        await alice.SaveAsync("two");
        world.S3.Faults.On("PutObject", 2, Fault.Status(503, "SlowDown"));

        await alice.Service(observer: observer).PushAsync();

        var host = world.Url.Authority;
        Assert.Equal([$"{host} answered 503, trying again (2 of 3)", $"{host} answered 503, trying again (3 of 3)"], observer.Waits);
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_not_called_a_silence_of_the_store()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        await alice.SaveAsync("two");
        world.S3.Faults.On("PutObject", 1, Fault.ResetBeforeRead);

        await alice.Service(observer: observer).PushAsync();

        Assert.NotEmpty(observer.Waits);
        Assert.All(observer.Waits, line => Assert.StartsWith($"the upload to {world.Url.Authority} broke off, trying again", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_download_that_broke_off_is_announced_before_it_starts_over()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        await alice.PushAsync("one");
        var bob = world.Machine("bob");
        world.S3.Faults.On("GetObject", 1, Fault.CutBody(20));

        await bob.Service(observer: observer).PullAsync();

        Assert.EndsWith(", trying again (2 of 3)", Assert.Single(observer.Waits), StringComparison.Ordinal);
    }

    private static void OnlyForOwner(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
