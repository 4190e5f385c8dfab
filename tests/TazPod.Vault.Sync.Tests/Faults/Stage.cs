using System.Collections.Concurrent;
using System.Security.Cryptography;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>The stage of a scenario: a bucket, the workspace under test, and a record of everything that ever was latest.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<StoredObject> stood = [];
    private readonly List<Workspace> others = [];
    private readonly HashSet<string> excused = [];
    private readonly HashSet<string> excusedCopies = [];
    private readonly ConcurrentDictionary<string, string> origins = [];

    public Stage(S3Endpoint s3, string bucketName)
    {
        S3 = s3;
        BucketName = bucketName;
        Here = new Workspace(s3, bucketName, "alice");
    }

    public S3Endpoint S3 { get; }

    public string BucketName { get; }

    /// <summary>The workspace that the verb under test runs in.</summary>
    public Workspace Here { get; }

    /// <summary>The vault, with its label, that another tool writes over latest.</summary>
    public (byte[] Vault, string Label) Foreign { get; set; } = ([], "");

    /// <summary>The vault, with its label, that another workspace of ours pushes; none if there is no other workspace.</summary>
    public (byte[] Vault, string Label) Rival { get; set; } = ([], "");

    /// <summary>Contents whose copies retention can remove.</summary>
    public HashSet<string> Prunable { get; init; } = [];

    /// <summary>The text of the secret when each vault was sealed, by the vault's SHA-256.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>The known content of each vault: by its SHA-256, its content hash and its tree-mac.</summary>
    public Dictionary<string, VaultFacts> Contents { get; init; } = [];

    /// <summary>The passphrase with which vaults are sealed again; null for none.</summary>
    public Passphrase? NextPassphrase { get; set; }

    /// <summary>What was changed here and is to be merged with latest, by path; null if nothing is merged.</summary>
    public IReadOnlyDictionary<string, string>? Ours { get; set; }

    /// <summary>Everything in the bucket, without creating it.</summary>
    public IReadOnlyList<StoredObject> Objects =>
        S3.BucketNames.Contains(BucketName) ? [.. S3.Bucket(BucketName).Keys.Select(key => S3.Bucket(BucketName).Get(key)!)] : [];

    public StoredObject? Latest => Objects.FirstOrDefault(each => each.Key == ObjectKeys.Latest);

    public IReadOnlyList<StoredObject> Copies => [.. Objects.Where(each => ObjectKeys.StampOf(each.Key) is not null)];

    /// <summary>Everything that ever was latest, the oldest first.</summary>
    public IReadOnlyList<StoredObject> EverLatest
    {
        get
        {
            lock (gate)
            {
                return [.. stood];
            }
        }
    }

    /// <summary>Whether this content was lost by another tool that overwrites without looking, and so not by us.</summary>
    public bool IsExcused(string sha256) => excused.Contains(sha256);

    /// <summary>Whether this version's copy could not be created any more, because another tool overwrote its source. Its bytes are in an
    /// older version's copy.</summary>
    public bool IsCopyExcused(StoredObject version) =>
        version.Metadata.TryGetValue(ObjectLabels.HistoryKey, out var key) && excusedCopies.Contains(key);

    /// <summary>The texts of a version of latest with our changes.</summary>
    public IReadOnlyDictionary<string, string> MergedWith(StoredObject version)
    {
        var merged = new Dictionary<string, string>(Trees.OfVault(version.Content.Span)!);
        foreach (var (path, text) in Ours!)
        {
            merged[path] = text;
        }

        return merged;
    }

    /// <summary>Whether a vault is the merge of our changes with something that was latest.</summary>
    public bool IsMerge(ReadOnlySpan<byte> vault) =>
        Ours is not null && Trees.OfVault(vault) is { } tree && EverLatest.Any(version => Trees.AreSame(MergedWith(version), tree));

    /// <summary>The SHA-256 of a vault; for one that was sealed again, that of the original vault.</summary>
    public string OriginOf(ReadOnlySpan<byte> vault)
    {
        var sha256 = Sha256(vault);
        return NextPassphrase is null || Texts.ContainsKey(sha256) ? sha256 : origins.GetOrAdd(sha256, FindOrigin, vault.ToArray());
    }

    private string FindOrigin(string sha256, byte[] vault)
    {
        using var opened = VaultOpener.TryOpen(vault, NextPassphrase!);
        return opened is null ? sha256
            : Contents.Values.FirstOrDefault(facts => facts.ContentSha256 == ContentWith(facts.Revision!, opened.Content.Span))?.VaultSha256 ?? sha256;
    }

    // What is sealed again has a revision of its own.
    private static string ContentWith(VaultRevision revision, ReadOnlySpan<byte> archive)
    {
        var (header, replaced) = RevisionField.Replace(archive, revision)!.Value;
        return Sha256([.. header, .. archive[replaced..]]);
    }

    /// <summary>Another workspace on the same bucket, for preparations.</summary>
    public Workspace Other(string name)
    {
        var other = new Workspace(S3, BucketName, name);
        others.Add(other);
        return other;
    }

    /// <summary>Remembers the content of the vault that a workspace has now.</summary>
    public void Know(Workspace workspace, string text)
    {
        Texts[Sha256(workspace.Vault)] = text;
        if (SyncState.Load(new VaultLocation(workspace.VaultFile), _ => { }).File.Facts is { ContentSha256: not null } facts)
        {
            Contents[facts.VaultSha256] = facts;
        }
    }

    /// <summary>Writes latest like the other tool: unconditionally, with its only label.</summary>
    public void WriteForeign()
    {
        lock (gate)
        {
            var here = Here.Vault;
            if (Latest is { } overwritten
                && !Copies.Any(copy => copy.Content.Span.SequenceEqual(overwritten.Content.Span))
                && !overwritten.Content.Span.SequenceEqual(here))
            {
                excused.Add(Sha256(overwritten.Content.Span));
            }

            if (Latest?.Metadata.TryGetValue(ObjectLabels.HistoryKey, out var named) == true && Copies.All(copy => copy.Key != named))
            {
                excusedCopies.Add(named);
            }

            S3.Bucket(BucketName).Put(
                ObjectKeys.Latest, Foreign.Vault, new Dictionary<string, string> { [ObjectLabels.ContentSha256] = Foreign.Label });
            Note();
        }
    }

    /// <summary>Another workspace of ours pushes, completely, whatever latest is.</summary>
    public async Task PushByRivalAsync()
    {
        using var rival = new Workspace(S3, BucketName, "rival");
        Directory.CreateDirectory(Path.GetDirectoryName(rival.VaultFile)!);
        await File.WriteAllTextAsync(rival.Beside("last-content.hash"), Rival.Label);
        await File.WriteAllBytesAsync(rival.VaultFile, Rival.Vault);
        await rival.Service(s => s with { Passphrase = null }).PushAsync(new PushOptions { Force = true });
    }

    /// <summary>From now on records everything that is written to latest. This is added after the rules of a fault, so that exactly the
    /// writes that it lets through are recorded.</summary>
    public void Watch()
    {
        Note();
        S3.Faults.On(
            request => request.Bucket == BucketName && request.Key == ObjectKeys.Latest && request.Method == "PUT", Fault.After(Note));
    }

    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public void Dispose()
    {
        Here.Dispose();
        foreach (var other in others)
        {
            other.Dispose();
        }
    }

    private void Note()
    {
        lock (gate)
        {
            if (Latest is { } latest && (stood.Count == 0 || stood[^1].ETag != latest.ETag))
            {
                stood.Add(latest);
            }
        }
    }
}
