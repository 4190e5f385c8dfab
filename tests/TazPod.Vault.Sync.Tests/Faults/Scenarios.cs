using System.Text;
using System.Text.Json;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Every verb that uses the store, in every situation in which it sends other requests.</summary>
internal static class Scenarios
{
    private const int KeptCopies = 2;
    private const string Fingerprint = "index=3 term=1";
    private static readonly LineageKeys Snapshots = new(LineageKeys.DefaultPrefix, "prod");

    // ETags that are not MD5s: only our own labels show whether a download is what was pushed.
    private static readonly S3Quirks ManagedKeys = S3Quirks.Aws with { KmsStyleEtags = true };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        // The probe runs again after each step. Of these, the copy during the test of a step is affected.
        Setup("SetupStorage, no bucket", _ => Task.CompletedTask) with
        {
            Strikes = request => request.Operation == "CopyObject" || !IsOfProbe(request)
                || request.Key.StartsWith($"{ObjectKeys.ProbePrefix}setup-", StringComparison.Ordinal),
        },
        Setup("SetupStorage, bucket there", WithBucketAsync) with { Strikes = request => request.Operation is "HeadBucket" },
        Push("PushVault, first", FirstAsync),
        Push("PushVault, first, to a store that was never probed", UnprobedAsync) with { Strikes = IsOfProbe },
        Push("PushVault, changed", ChangedAsync),
        Push("PushVault, changed, on Ceph", ChangedAsync) with { Quirks = S3Quirks.Rgw },
        Push("PushVault, changed, with managed keys", ChangedAsync) with { Quirks = ManagedKeys },
        Push("PushVault, changed, no copies", ChangedAsync) with { Quirks = S3Quirks.Aws with { RefuseCopies = true } },
        Push("PushVault, changed, with retention", ManyAsync) with { Settings = s => s with { Retention = KeptCopies } },
        Push("PushVault, unchanged", PushedAsync),
        Push("PushVault --force, over another tool's", OverForeignAsync, isForced: true),
        Push("PushVault --force, over another tool's, on Ceph", OverForeignAsync, isForced: true) with { Quirks = S3Quirks.Rgw },
        Push("PushVault, pending copy", PendingAsync),
        Push("PushVault, pending copy, on Ceph", PendingAsync) with { Quirks = S3Quirks.Rgw },
        Push("PushVault, over a restore that was cut off", OverCutOffRestoreAsync),
        Pull("PullVault, fresh", FreshAsync),
        Pull("PullVault, newer", NewerAsync),
        Pull("PullVault, newer, unopened", NewerAsync) with { Settings = Unopened },
        Pull("PullVault, newer, unopened, with managed keys", NewerAsync) with
        {
            Settings = Unopened,
            Quirks = ManagedKeys,

            // A write of another tool has no hash there, and is never accepted unopened: see UnvouchedTests.
            Tries = kind => kind.Name != "another tool writes latest first",
        },
        Pull("PullVault, newer, without memory", WithoutMemoryAsync) with { Settings = Unopened },
        Pull("PullVault, newer, from another tool", FromForeignAsync) with { Settings = Unopened },
        Pull("PullVault, no news", PushedAsync),
        Pull("PullVault --index=2", TwoCopiesAsync, CopySelector.AtIndex(2)) with { Settings = Unopened },
        Pull("PullVault --index=2, with managed keys", TwoCopiesAsync, CopySelector.AtIndex(2)) with
        {
            Settings = Unopened,
            Quirks = ManagedKeys,
        },
        new("PruneHistory", ManyAsync, async run => await run.Service.PruneHistoryAsync(), (stage, _) => Assert.Equal(KeptCopies, stage.Copies.Count))
        {
            Settings = s => s with { Retention = KeptCopies },
        },
        new("ListHistory", TwoCopiesAsync, async run => await run.Service.ListHistoryAsync(), (stage, result) =>
            Assert.Equal(stage.Copies.Count, ((HistoryResult)result).Entries.Count)),
        new("VaultStatus", NewerAsync, async run => await run.Service.StatusAsync(), (_, result) =>
            Assert.Equal(SyncRelation.RemoteAhead, ((StatusResult)result).Relation)),
        Restore("RestoreVault", S3Quirks.Aws),
        Restore("RestoreVault, on Ceph", S3Quirks.Rgw),
        Pin("PinVault", S3Quirks.Aws),
        Pin("PinVault, no copies", S3Quirks.Aws with { RefuseCopies = true }),
        new("RekeyVault --history", RekeyableAsync, RekeyAsync, IsRekeyed)
        {
            Settings = s => s with { NewPassphraseFile = InWorkspace(s, "next") },

            // Every run derives some twenty keys, and so does every check of its result. A copy that arrives damaged is left unchanged, and
            // counted.
            Tries = kind => kind.Name is "reset before the request is read" or "reset after commit" or "gone from here on" or "403"
                or "another tool writes latest first",
        },
        new("PushSnapshot, first", SnapshotAsync, PushSnapshotAsync, IsPushedSnapshot)
        {
            Settings = OfLineage,
            Broken = BrokenLineage,
        },
        new("PushSnapshot, next", NextSnapshotAsync, run => PushSnapshotAsync(run, Fingerprint), IsPushedWithFingerprint)
        {
            Settings = OfLineage,
            Broken = BrokenLineage,
        },
        new("PullSnapshot, newer", PulledSnapshotAsync, PullSnapshotAsync, (stage, _) =>
            Assert.Equal("third", File.ReadAllText(InWorkspace(stage, "restored"))))
        {
            Settings = OfLineage,
            Broken = BrokenLineage,
        },
        Bootstrap("Bootstrap, fresh", FreshAsync),
        Bootstrap("Bootstrap, newer", NewerAsync),
        .. MergeScenarios.All,
    ];

    // Without a passphrase only the checks of the transfer remain, and the run needs no key derivation.
    private static VaultSettings Unopened(VaultSettings settings) => settings with { Passphrase = null };

    private static Scenario Setup(string name, Func<Stage, Task> arrange) => new(
        name, arrange, async run => await run.Service.SetupStorageAsync(), (_, result) =>
            Assert.Equal(ConditionSupport.Honoured, ((SetupResult)result).Conditions));

    private static Scenario Push(string name, Func<Stage, Task> arrange, bool isForced = false) => new(
        name, arrange, async run => await run.Service.PushAsync(new PushOptions { Force = isForced || run.Force }), IsPushed);

    private static Scenario Pull(string name, Func<Stage, Task> arrange, CopySelector? copy = null) => new(
        name,
        arrange,
        async run => await run.Service.PullAsync(new PullOptions { Copy = copy ?? CopySelector.Latest, Force = run.Force }),
        (stage, _) => Assert.Equal((copy?.Index is { } index ? stage.Copies[^index] : stage.Latest!).Content.ToArray(), stage.Here.Vault));

    private static Scenario Bootstrap(string name, Func<Stage, Task> arrange) => new(
        name, arrange, async run => await run.Service.BootstrapAsync(new BootstrapOptions { Force = run.Force }), (stage, _) =>
        {
            Assert.Equal(stage.Latest?.Content.ToArray(), stage.Here.Vault);
            Assert.Equal(stage.Texts[Stage.Sha256(stage.Here.Vault)], File.ReadAllText(Path.Combine(stage.Here.Secrets, "token")));
        });

    // Selected by its stamp: an index means another copy once this one has become the newest.
    private static Scenario Restore(string name, S3Quirks quirks)
    {
        var wanted = CopySelector.Latest;
        return new(name, ArrangeAsync, RestoreAsync, (stage, _) =>
        {
            Assert.Equal("one", stage.Texts[Stage.Sha256(stage.Latest!.Content.Span)]);
            Assert.Equal(stage.Latest.Content.ToArray(), stage.Here.Vault);
            Assert.Contains(stage.Copies, copy => stage.Texts[Stage.Sha256(copy.Content.Span)] == "two");
            Assert.Null(RemoteOf(stage).Pending);
        })
        {
            Quirks = quirks,
        };

        async Task<VerbResult> RestoreAsync(Attempt run) =>
            await run.Service.RestoreAsync(new RestoreOptions { Copy = wanted, Yes = true, Force = run.Force });

        async Task ArrangeAsync(Stage stage)
        {
            await TwoCopiesAsync(stage);
            wanted = At(stage.Copies[^2]);
        }
    }

    private static Scenario Pin(string name, S3Quirks quirks)
    {
        var wanted = CopySelector.Latest;
        return new(name, ArrangeAsync, PinAsync, (stage, result) =>
        {
            var pin = stage.Objects.Single(each => each.Key == ((PinResult)result).Key);
            Assert.Equal("one", stage.Texts[Stage.Sha256(pin.Content.Span)]);
        })
        {
            Quirks = quirks,
        };

        async Task<VerbResult> PinAsync(Attempt run) => await run.Service.PinAsync(new PinOptions { Copy = wanted, Note = "before the move" });

        async Task ArrangeAsync(Stage stage)
        {
            await TwoCopiesAsync(stage);
            wanted = At(stage.Copies[^2]);
        }
    }

    private static CopySelector At(StoredObject copy) => CopySelector.TryParseTime(ObjectKeys.StampOf(copy.Key)!.ToString()!)!;

    public static void IsPushed(Stage stage, VerbResult result)
    {
        Assert.Equal(stage.Here.Vault, stage.Latest?.Content.ToArray());
        Assert.Contains(stage.Copies, copy => copy.Content.Span.SequenceEqual(stage.Here.Vault));
        Assert.Null(RemoteOf(stage).Pending);
    }

    private static void IsRekeyed(Stage stage, VerbResult result)
    {
        Assert.Equal(stage.Here.Vault, stage.Latest?.Content.ToArray());
        Assert.All(stage.Copies.Append(stage.Latest!), each => Assert.NotNull(VaultOpener.TryOpen(each.Content, stage.NextPassphrase!)));
        Assert.Null(RemoteOf(stage).Pending);
    }

    private static void IsPushedSnapshot(Stage stage, VerbResult result) =>
        Assert.Equal(File.ReadAllText(InWorkspace(stage, "snapshot")), CurrentSnapshot(stage));

    private static void IsPushedWithFingerprint(Stage stage, VerbResult result)
    {
        IsPushedSnapshot(stage, result);
        using var pointer = JsonDocument.Parse(stage.Objects.Single(each => each.Key == Snapshots.Latest).Content);
        Assert.Equal(Fingerprint, pointer.RootElement.GetProperty("fingerprint").GetString());
    }

    // Whatever happened, the pointer names a slot with the bytes that it describes: the old ones or the new ones.
    private static IEnumerable<string> BrokenLineage(Stage stage)
    {
        if (stage.Objects.Any(each => each.Key == Snapshots.Latest) && CurrentSnapshot(stage) is not ("first" or "second" or "third"))
        {
            yield return "the lineage's pointer names other bytes than those in its slot";
        }

        if (File.Exists(InWorkspace(stage, "restored")) && File.ReadAllText(InWorkspace(stage, "restored")) is not ("second" or "third"))
        {
            yield return "the snapshot file is neither the old nor the new one";
        }

        if (Directory.EnumerateFiles(Path.GetDirectoryName(InWorkspace(stage, "restored"))!, ".*tmp").Any())
        {
            yield return "a temporary file is left behind beside the snapshot file";
        }
    }

    private static string? CurrentSnapshot(Stage stage)
    {
        using var pointer = JsonDocument.Parse(stage.Objects.Single(each => each.Key == Snapshots.Latest).Content);
        var slot = stage.Objects.FirstOrDefault(each => each.Key == pointer.RootElement.GetProperty("key").GetString());
        return slot is not null && Stage.Sha256(slot.Content.Span) == pointer.RootElement.GetProperty("sha256").GetString()
            ? Encoding.UTF8.GetString(slot.Content.Span)
            : null;
    }

    private static VaultSettings OfLineage(VaultSettings settings) => settings with { Lineage = Snapshots.Id, Passphrase = null };

    private static Task<VerbResult> PushSnapshotAsync(Attempt run) => PushSnapshotAsync(run, null);

    private static async Task<VerbResult> PushSnapshotAsync(Attempt run, string? fingerprint) => await run.Service.PushSnapshotAsync(
        new PushSnapshotOptions { File = InWorkspace(run.Stage, "snapshot"), Fingerprint = fingerprint, Force = run.Force });

    private static async Task<VerbResult> PullSnapshotAsync(Attempt run) => await run.Service.PullSnapshotAsync(
        new PullSnapshotOptions { File = InWorkspace(run.Stage, "restored"), Force = run.Force });

    private static async Task<VerbResult> RekeyAsync(Attempt run) =>
        await run.Service.RekeyAsync(new RekeyOptions { WithHistory = true, Force = run.Force });

    private static string InWorkspace(Stage stage, string name) => Path.Combine(stage.Here.Root, "ws", name);

    private static string InWorkspace(VaultSettings settings, string name) => Path.Combine(settings.HomeDirectory!, "ws", name);

    public static RemoteFacts RemoteOf(Stage stage) =>
        Assert.Single(SyncState.Load(new VaultLocation(stage.Here.VaultFile), _ => { }).File.Remotes);

    private static bool IsOfProbe(S3Request request) =>
        request.Operation is "DeleteObjects" || request.Key.StartsWith(ObjectKeys.ProbePrefix, StringComparison.Ordinal);

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

    public static async Task PushedAsync(Stage stage)
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

        // Neither a prune nor a push that replaces latest removes the copy of latest.
        stage.Prunable.Remove(Stage.Sha256(stage.Latest!.Content.Span));
        await SaveAsync(stage, stage.Here, "four");
    }

    private static async Task RekeyableAsync(Stage stage)
    {
        await TwoCopiesAsync(stage);
        stage.NextPassphrase = Passphrase.FromText("battery staple");
        await File.WriteAllTextAsync(InWorkspace(stage, "next"), "battery staple");
    }

    private static async Task SnapshotAsync(Stage stage)
    {
        await WithBucketAsync(stage);
        await WriteAsync(stage, "first");
    }

    private static async Task NextSnapshotAsync(Stage stage)
    {
        await SnapshotAsync(stage);
        await PushSnapshotAsync(stage);
        await WriteAsync(stage, "second");
        await PushSnapshotAsync(stage);
        await WriteAsync(stage, "third");
    }

    private static async Task PulledSnapshotAsync(Stage stage)
    {
        await NextSnapshotAsync(stage);
        await PullSnapshotAsync(new Attempt(stage, stage.Here.Service(OfLineage), Force: false));
        await PushSnapshotAsync(stage);
    }

    private static Task<VerbResult> PushSnapshotAsync(Stage stage) =>
        PushSnapshotAsync(new Attempt(stage, stage.Here.Service(OfLineage), Force: false));

    private static async Task WriteAsync(Stage stage, string snapshot)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InWorkspace(stage, "snapshot"))!);
        await File.WriteAllTextAsync(InWorkspace(stage, "snapshot"), snapshot);
    }

    private static async Task OverForeignAsync(Stage stage)
    {
        await ChangedAsync(stage);
        var written = await SealedElsewhereAsync(stage, "written by another tool");
        stage.S3.Bucket(stage.BucketName).Put(
            ObjectKeys.Latest, written.Vault, new Dictionary<string, string> { [ObjectLabels.ContentSha256] = written.Label });
    }

    private static async Task PendingAsync(Stage stage)
    {
        await ChangedAsync(stage);
        stage.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        stage.S3.Faults.On(r => r.Method == "PUT" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => stage.Here.Service().PushAsync());
        stage.S3.Faults.Clear();
        Assert.Equal(VaultErrors.CopyPending, failure.Error);
    }

    // Latest has no copy of its own, but an older version's copy has the same bytes.
    private static async Task OverCutOffRestoreAsync(Stage stage)
    {
        await FreshAsync(stage);
        stage.S3.Faults.On("CopyObject", Fault.Status(500, "InternalError"));
        stage.S3.Faults.On(r => r.Method == "PUT" && r.Key != ObjectKeys.Latest, Fault.Status(500, "InternalError"));
        using var carol = new Workspace(stage.S3, stage.BucketName, "carol");
        var failure = await Assert.ThrowsAsync<VaultException>(
            () => carol.Service().RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }));
        stage.S3.Faults.Clear();
        Assert.Equal(VaultErrors.CopyPending, failure.Error);
        await stage.Here.Service().BootstrapAsync();
        await SaveAsync(stage, stage.Here, "three");
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
            ObjectKeys.Latest, written.Vault, new Dictionary<string, string> { [ObjectLabels.ContentSha256] = written.Label });
    }

    public static async Task SaveAsync(Stage stage, Workspace workspace, string text)
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
