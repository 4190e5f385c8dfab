using TazPod.Testing.S3;
using TazPod.Vault.History;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>The rules that hold after every run of every verb, however it ended.</summary>
internal sealed class Invariants
{
    private static readonly string[] OwnFiles = ["vault.tar.aes", "sync.json", "last-content.hash", ".lock", ".lock.holder"];
    private readonly Stage stage;
    private readonly HashSet<string> known;
    private readonly bool hadVault;
    private readonly bool hadLatest;
    private readonly IReadOnlyList<(string ETag, string? VaultSha256)> remembered;

    /// <param name="stage">The stage before the verb runs. Every vault on it at this time is known and complete.</param>
    public Invariants(Stage stage)
    {
        this.stage = stage;
        hadVault = stage.Here.Vault is not null;
        hadLatest = stage.Latest is not null;
        remembered = [.. File().Remotes.Where(remote => remote.ETag is not null).Select(remote => (remote.ETag!, remote.VaultSha256))];
        known = [.. Vaults(stage).Select(each => Stage.Sha256(each.Content.Span)), Stage.Sha256(stage.Foreign.Vault), Stage.Sha256(stage.Rival.Vault)];
        if (stage.Here.Vault is { } vault)
        {
            known.Add(Stage.Sha256(vault));
        }
    }

    /// <summary>The violated rules, one sentence each.</summary>
    public IEnumerable<string> Broken(bool mayLeaveProbes) =>
        [.. Local(), .. Remote(), .. Kept(), .. OwnCopies(), .. State(), .. Leftovers(mayLeaveProbes)];

    private IEnumerable<string> Local()
    {
        if (stage.Here.Vault is not { } vault)
        {
            if (hadVault)
            {
                yield return "the vault file is gone";
            }
        }
        else if (!IsKnown(vault))
        {
            yield return $"the vault file ({vault.Length} bytes) is neither the old nor the new one";
        }
    }

    private IEnumerable<string> Remote()
    {
        if (hadLatest && stage.Latest is null)
        {
            yield return "latest is gone";
        }

        foreach (var each in Vaults(stage))
        {
            var sha256 = Stage.Sha256(each.Content.Span);
            if (!IsKnown(each.Content.Span))
            {
                yield return $"{each.Key} ({each.Content.Length} bytes) is content that was never pushed";
            }

            if (Label(each, ObjectLabels.VaultSha256) is { } label && label != sha256)
            {
                yield return $"{each.Key} carries the vault-sha256 of other bytes";
            }

            if (Label(each, ObjectLabels.ContentSha256) is { } content
                && stage.Contents.TryGetValue(sha256, out var facts) && facts.ContentSha256 != content)
            {
                yield return $"{each.Key} carries the content-sha256 of other bytes";
            }
        }
    }

    // A version that another tool overwrote before its copy was created is still in this workspace, and recorded as a push to finish.
    private IEnumerable<string> Kept() =>
        from content in stage.EverLatest.Select(each => stage.OriginOf(each.Content.Span)).Distinct()
        where !stage.Prunable.Contains(content) && !stage.IsExcused(content) && !IsStored(content)
            && !(Here == content && File().Remotes.Any(remote => remote.Pending?.VaultSha256 == content))
        select $"{content[..8]} was latest and exists nowhere now";

    // A copy that is older than the version that it seems to belong to may be about to disappear: its deletion was decided before.
    private IEnumerable<string> OwnCopies() =>
        from each in stage.EverLatest
        let content = stage.OriginOf(each.Content.Span)
        where PushedAs(each) is not null && PushedAs(each) != (stage.Latest is { } latest ? PushedAs(latest) : null)
            && !stage.Prunable.Contains(content) && !stage.IsExcused(content) && !stage.IsCopyExcused(each)
            && !(Here == content && File().Remotes.Any(remote => remote.Pending?.VaultSha256 == content))
            && !stage.Copies.Any(copy => ObjectKeys.StampOf(copy.Key) >= PushedAs(each) && stage.OriginOf(copy.Content.Span) == content)
        select $"{content[..8]} was latest as {PushedAs(each)} and has only an older version's copy now";

    private IEnumerable<string> State()
    {
        var location = new VaultLocation(stage.Here.VaultFile);
        var notices = new List<string>();
        var file = File(notices.Add);
        if (notices.Count > 0)
        {
            yield return "sync.json is incomplete";
        }

        var truth = Here is not null && stage.Contents.TryGetValue(Here, out var facts) ? facts : null;
        if (file.Facts is { } bound && (bound.VaultSha256 != Here || (truth is not null && !IsTrue(bound, truth))))
        {
            yield return "sync.json is about another vault than the one beside it";
        }

        if (truth is not null && System.IO.File.Exists(location.Sidecar) && System.IO.File.ReadAllText(location.Sidecar) != truth.ContentSha256)
        {
            yield return "the sidecar is about another vault than the one beside it";
        }

        foreach (var remote in file.Remotes)
        {
            if (remote.ETag is { } etag && !remembered.Contains((etag, remote.VaultSha256)) && !stage.EverLatest.Any(each =>
                each.ETag == etag && (remote.VaultSha256 is null || remote.VaultSha256 == Stage.Sha256(each.Content.Span))))
            {
                yield return "sync.json remembers an ETag, or bytes behind it, that never was latest";
            }

            if (Here is not null && remote.SyncedSha256 == Here && remote.Pending?.VaultSha256 != Here && !Stands(Here))
            {
                yield return "sync.json says that the vault file is in the store, but it is not";
            }
        }
    }

    private IEnumerable<string> Leftovers(bool mayLeaveProbes)
    {
        if (!mayLeaveProbes && stage.Objects.Any(each => each.Key.StartsWith(ObjectKeys.ProbePrefix, StringComparison.Ordinal)))
        {
            yield return "a probe object is left behind";
        }

        var beside = Path.GetDirectoryName(stage.Here.VaultFile)!;
        var files = Directory.Exists(beside) ? Directory.EnumerateFileSystemEntries(beside) : [];
        foreach (var file in files.Where(path => !OwnFiles.Contains(Path.GetFileName(path)) && !IsKept(path)))
        {
            yield return $"{Path.GetFileName(file)} is left behind beside the vault file";
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(stage.Here.Root).Where(path => Path.GetFileName(path) is not ("ws" or "secrets") && !IsKept(path)))
        {
            yield return $"{Path.GetFileName(entry)} is left behind beside the secrets";
        }
    }

    private bool IsKnown(ReadOnlySpan<byte> vault) => known.Contains(stage.OriginOf(vault)) || stage.IsMerge(vault);

    // A merge keeps what it replaces.
    private bool IsKept(string path) => stage.Ours is not null && path.EndsWith(".local", StringComparison.Ordinal);

    private string? Here => stage.Here.Vault is { } vault ? Stage.Sha256(vault) : null;

    private FileState File(Action<string>? notice = null) =>
        SyncState.Load(new VaultLocation(stage.Here.VaultFile), notice ?? (_ => { })).File;

    private bool Stands(string sha256) => Vaults(stage).Any(each => Stage.Sha256(each.Content.Span) == sha256);

    private bool IsStored(string origin) => Vaults(stage).Any(each => stage.OriginOf(each.Content.Span) == origin);

    // A fact that is unknown because the vault was never opened here is allowed. A known fact must be true.
    private static bool IsTrue(VaultFacts bound, VaultFacts truth) =>
        bound.SealId == truth.SealId
        && (bound.ContentSha256 ?? truth.ContentSha256) == truth.ContentSha256
        && (bound.TreeMac ?? truth.TreeMac) == truth.TreeMac;

    private static Stamp? PushedAs(StoredObject each) => Label(each, ObjectLabels.HistoryKey) is { } key ? ObjectKeys.StampOf(key) : null;

    private static string? Label(StoredObject each, string name) => each.Metadata.GetValueOrDefault(name);

    private static IEnumerable<StoredObject> Vaults(Stage stage) =>
        stage.Objects.Where(each => each.Key == ObjectKeys.Latest || ObjectKeys.StampOf(each.Key) is not null);
}
