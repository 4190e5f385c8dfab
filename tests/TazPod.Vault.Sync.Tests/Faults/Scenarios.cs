using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Every verb that talks to the store, in every situation in which it sends other requests.</summary>
internal static class Scenarios
{
    private const int KeptCopies = 2;

    // ETags that are no MD5s: nobody but us can tell whether a download is what was pushed.
    private static readonly S3Quirks ManagedKeys = S3Quirks.Aws with { KmsStyleEtags = true };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        // The probe runs again after each step; of those its copy is struck, which comes when a step is being tried.
        Setup("SetupStorage, no bucket", _ => Task.CompletedTask) with
        {
            Strikes = request => request.Operation == "CopyObject" || !IsOfProbe(request)
                || request.Key.StartsWith($"{VaultKeys.ProbePrefix}setup-", StringComparison.Ordinal),
        },
        Setup("SetupStorage, bucket there", WithBucketAsync) with { Strikes = request => request.Operation is "HeadBucket" },
        Push("PushVault, first", FirstAsync),
        Push("PushVault, first, to a store nobody has probed", UnprobedAsync) with { Strikes = IsOfProbe },
        Push("PushVault, changed", ChangedAsync),
        Push("PushVault, changed, on Ceph", ChangedAsync) with { Quirks = S3Quirks.Rgw },
        Push("PushVault, changed, with managed keys", ChangedAsync) with { Quirks = ManagedKeys },
        Push("PushVault, changed, no copies", ChangedAsync) with { Quirks = S3Quirks.Aws with { RefuseCopies = true } },
        Push("PushVault, changed, with retention", ManyAsync) with { Settings = s => s with { Retention = KeptCopies } },
        Push("PushVault, unchanged", PushedAsync),
        Push("PushVault --force, over another tool's", OverForeignAsync) with { Settings = s => s with { Force = true } },
        Push("PushVault --force, over another tool's, on Ceph", OverForeignAsync) with
        {
            Settings = s => s with { Force = true },
            Quirks = S3Quirks.Rgw,
        },
        Push("PushVault, pending copy", PendingAsync),
        Push("PushVault, pending copy, on Ceph", PendingAsync) with { Quirks = S3Quirks.Rgw },
        Pull("PullVault, fresh", FreshAsync),
        Pull("PullVault, newer", NewerAsync),
        Pull("PullVault, newer, unopened", NewerAsync) with { Settings = Unopened },
        Pull("PullVault, newer, unopened, with managed keys", NewerAsync) with { Settings = Unopened, Quirks = ManagedKeys },
        Pull("PullVault, newer, without memory", WithoutMemoryAsync) with { Settings = Unopened },
        Pull("PullVault, newer, from another tool", FromForeignAsync) with { Settings = Unopened },
        Pull("PullVault, no news", PushedAsync),
        Pull("PullVault --index=2", TwoCopiesAsync, stage => stage.Copies[^2]) with
        {
            Settings = s => Unopened(s) with { Copy = CopySelector.AtIndex(2) },
        },
        Pull("PullVault --index=2, with managed keys", TwoCopiesAsync, stage => stage.Copies[^2]) with
        {
            Settings = s => Unopened(s) with { Copy = CopySelector.AtIndex(2) },
            Quirks = ManagedKeys,
        },
        new("PruneHistory", ManyAsync, async s => await s.PruneHistoryAsync(), (stage, _) => Assert.Equal(KeptCopies, stage.Copies.Count))
        {
            Settings = s => s with { Retention = KeptCopies },
        },
        new("ListHistory", TwoCopiesAsync, async s => await s.ListHistoryAsync(), (stage, result) =>
            Assert.Equal(stage.Copies.Count, ((HistoryResult)result).Entries.Count)),
        new("VaultStatus", NewerAsync, async s => await s.StatusAsync(), (_, result) =>
            Assert.Equal(SyncRelation.RemoteAhead, ((StatusResult)result).Relation)),
        Bootstrap("Bootstrap, fresh", FreshAsync),
        Bootstrap("Bootstrap, newer", NewerAsync),
    ];

    // Without a passphrase the checks of the transfer are all there is, and the run costs no key derivation.
    private static VaultSettings Unopened(VaultSettings settings) => settings with { Passphrase = null };

    private static Scenario Setup(string name, Func<Stage, Task> arrange) => new(
        name, arrange, async s => await s.SetupStorageAsync(), (_, result) =>
            Assert.Equal(ConditionSupport.Honoured, ((SetupResult)result).Conditions));

    private static Scenario Push(string name, Func<Stage, Task> arrange) => new(
        name, arrange, async s => await s.PushAsync(), (stage, _) =>
        {
            Assert.Equal(stage.Here.Vault, stage.Latest?.Content.ToArray());
            Assert.Contains(stage.Copies, copy => copy.Content.Span.SequenceEqual(stage.Here.Vault));
            Assert.Null(RemoteOf(stage).Pending);
        });

    private static Scenario Pull(string name, Func<Stage, Task> arrange, Func<Stage, StoredObject>? wanted = null) => new(
        name, arrange, async s => await s.PullAsync(), (stage, _) =>
            Assert.Equal((wanted?.Invoke(stage) ?? stage.Latest!).Content.ToArray(), stage.Here.Vault));

    private static Scenario Bootstrap(string name, Func<Stage, Task> arrange) => new(
        name, arrange, async s => await s.BootstrapAsync(), (stage, _) =>
        {
            Assert.Equal(stage.Latest?.Content.ToArray(), stage.Here.Vault);
            Assert.Equal(stage.Texts[Stage.Sha256(stage.Here.Vault)], File.ReadAllText(Path.Combine(stage.Here.Secrets, "token")));
        });

    public static RemoteFacts RemoteOf(Stage stage) =>
        Assert.Single(SyncState.Load(new VaultLocation(stage.Here.VaultFile), _ => { }).File.Remotes);

    private static bool IsOfProbe(S3Request request) =>
        request.Operation is "DeleteObjects" || request.Key.StartsWith(VaultKeys.ProbePrefix, StringComparison.Ordinal);

    private static async Task WithBucketAsync(Stage stage) => await stage.Here.Service().SetupStorageAsync();

    private static async Task FirstAsync(Stage stage)
    {
        await WithBucketAsync(stage);
        await UnprobedAsync(stage);
    }

    private static async Task UnprobedAsync(Stage stage)
    {
        stage.S3.Bucket(stage.BucketName);
        await SaveAsync(stage, stage.Here, "one");
        await MakeOthersAsync(stage);
    }

    private static async Task PushedAsync(Stage stage)
    {
        await FirstAsync(stage);
        await stage.Here.Service().PushAsync();
    }

    private static async Task ChangedAsync(Stage stage)
    {
        await PushedAsync(stage);
        await SaveAsync(stage, stage.Here, "two");
    }

    private static async Task TwoCopiesAsync(Stage stage)
    {
        await ChangedAsync(stage);
        await stage.Here.Service().PushAsync();
    }

    private static async Task ManyAsync(Stage stage)
    {
        await TwoCopiesAsync(stage);
        await SaveAsync(stage, stage.Here, "three");
        await stage.Here.Service().PushAsync();
        foreach (var copy in stage.Copies)
        {
            stage.Prunable.Add(Stage.Sha256(copy.Content.Span));
        }

        // Neither a prune nor a push that replaces latest takes the copy of latest.
        stage.Prunable.Remove(Stage.Sha256(stage.Latest!.Content.Span));
        await SaveAsync(stage, stage.Here, "four");
    }

    private static async Task OverForeignAsync(Stage stage)
    {
        await ChangedAsync(stage);
        var written = await SealedElsewhereAsync(stage, "written by another tool");
        stage.S3.Bucket(stage.BucketName).Put(
            VaultKeys.Latest, written.Vault, new Dictionary<string, string> { [ObjectLabels.ContentSha256] = written.Label });
    }

    private static async Task PendingAsync(Stage stage)
    {
        await ChangedAsync(stage);
        stage.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        stage.S3.Faults.On(r => r.Method == "PUT" && r.Key != VaultKeys.Latest, Fault.Status(500, "InternalError"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => stage.Here.Service().PushAsync());
        stage.S3.Faults.Clear();
        Assert.Equal(VaultErrors.CopyPending, failure.Error);
    }

    private static async Task FreshAsync(Stage stage)
    {
        var bob = stage.Other("bob");
        await bob.Service().SetupStorageAsync();
        await SaveAsync(stage, bob, "one");
        await bob.Service().PushAsync();
        await SaveAsync(stage, bob, "two");
        await bob.Service().PushAsync();
        await MakeOthersAsync(stage);
    }

    private static async Task NewerAsync(Stage stage)
    {
        var bob = stage.Other("bob");
        await bob.Service().SetupStorageAsync();
        await SaveAsync(stage, bob, "one");
        await bob.Service().PushAsync();
        await stage.Here.Service().BootstrapAsync();
        await SaveAsync(stage, bob, "two");
        await bob.Service().PushAsync();
        await MakeOthersAsync(stage);
    }

    private static async Task WithoutMemoryAsync(Stage stage)
    {
        await NewerAsync(stage);
        File.Delete(stage.Here.Beside("sync.json"));
    }

    private static async Task FromForeignAsync(Stage stage)
    {
        await PushedAsync(stage);
        var written = await SealedElsewhereAsync(stage, "written by another tool");
        stage.S3.Bucket(stage.BucketName).Put(
            VaultKeys.Latest, written.Vault, new Dictionary<string, string> { [ObjectLabels.ContentSha256] = written.Label });
    }

    private static async Task SaveAsync(Stage stage, Workspace workspace, string text)
    {
        await workspace.SaveAsync(text);
        stage.Know(workspace, text);
    }

    private static async Task MakeOthersAsync(Stage stage)
    {
        stage.Foreign = await SealedElsewhereAsync(stage, "foreign");
        stage.Rival = await SealedElsewhereAsync(stage, "rival");
    }

    private static async Task<(byte[] Vault, string Label)> SealedElsewhereAsync(Stage stage, string text)
    {
        using var elsewhere = new Workspace(stage.S3, stage.BucketName, "elsewhere");
        await SaveAsync(stage, elsewhere, text);
        return (elsewhere.Vault!, File.ReadAllText(elsewhere.Beside("last-content.hash")));
    }
}
