using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>However long the timeouts of single requests and their retries are, a whole verb ends in time, and at once when it is
/// cancelled.</summary>
public sealed class TimeLimitTests
{
    // A hang must end the test, however busy the machine is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Verbs => ["setup", "push", "pull", "bootstrap", "list", "prune", "status", "open"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_verb_that_the_store_leaves_waiting_ends_in_time(string verb)
    {
        await using var world = await HangingAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");

        var running = Run(alice.Service(s => s with { Timeout = TimeSpan.FromSeconds(1) }), verb, CancellationToken.None);

        var failure = await Machine.FailsAsync(() => running.WaitAsync(Patience), VaultErrors.TimedOut);
        Assert.Contains("took longer than 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_verb_that_is_cancelled_stops_at_once_with_the_token_of_its_caller(string verb)
    {
        await using var world = await HangingAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var running = Run(alice.Service(), verb, cancelled.Token);

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
        Assert.Equal(cancelled.Token, stopped.CancellationToken);
    }

    [Fact]
    public async Task A_prompt_without_an_answer_ends_in_time_and_at_once_when_it_is_cancelled()
    {
        using var nobody = new Nobody();
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        await alice.SaveAsync("one");
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var late = Task.Run(() => alice.Service(s => s with { Passphrase = null, Timeout = TimeSpan.FromSeconds(1) }, prompt: nobody).SaveAsync());
        await Machine.FailsAsync(() => late.WaitAsync(Patience), VaultErrors.TimedOut);
        var stopped = Task.Run(() => alice.Service(s => s with { Passphrase = null }, prompt: nobody).SaveAsync(cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_confirmation_without_an_answer_ends_in_time_and_restores_nothing()
    {
        using var nobody = new Nobody();
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one", "two");
        var before = alice.VaultBytes;

        var late = Task.Run(() => alice.Service(s => s with { Timeout = TimeSpan.FromSeconds(3) }, nobody).RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2) }));
        await Machine.FailsAsync(() => late.WaitAsync(Patience), VaultErrors.TimedOut);

        Assert.Equal(before, alice.VaultBytes);
        Assert.Equal(before, world.Latest);
    }

    private static async Task<World> HangingAsync()
    {
        var world = await World.StartAsync();
        world.S3.Faults.On(_ => true, Fault.Hang);
        return world;
    }

    private static Task Run(VaultService service, string verb, CancellationToken cancellationToken) => verb switch
    {
        "setup" => service.SetupStorageAsync(cancellationToken),
        "push" => service.PushAsync(cancellationToken: cancellationToken),
        "pull" => service.PullAsync(cancellationToken: cancellationToken),
        "bootstrap" => service.BootstrapAsync(cancellationToken: cancellationToken),
        "list" => service.ListHistoryAsync(cancellationToken: cancellationToken),
        "prune" => service.PruneHistoryAsync(cancellationToken: cancellationToken),
        "open" => service.OpenAsync(TreeSelector.Latest, cancellationToken),
        _ => service.StatusAsync(cancellationToken),
    };

    /// <summary>A terminal whose user has left.</summary>
    private sealed class Nobody : IPassphrasePrompt, IConfirmation, IDisposable
    {
        private readonly ManualResetEventSlim ended = new();

        public bool IsAvailable => true;

        public void Show(VerbResult summary)
        {
        }

        Passphrase IPassphrasePrompt.Ask(string question)
        {
            ended.Wait();
            return Passphrase.FromText("too late");
        }

        bool IConfirmation.Ask(string question)
        {
            ended.Wait();
            return false;
        }

        public void Dispose() => ended.Set();
    }
}
