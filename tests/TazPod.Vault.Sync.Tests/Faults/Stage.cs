using System.Collections.Concurrent;
using System.Security.Cryptography;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>What a scenario plays on: a bucket, the workspace under test, and a record of everything that ever stood at latest.</summary>
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

    /// <summary>The vault, with its label, that another workspace of ours pushes; none where there is nobody else.</summary>
    public (byte[] Vault, string Label) Rival { get; set; } = ([], "");

    /// <summary>Contents whose copies retention may take.</summary>
    public HashSet<string> Prunable { get; init; } = [];

    /// <summary>What the secret was when each vault was sealed, by its SHA-256.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>What is known to be in each vault: by its SHA-256, its content hash and its tree-mac.</summary>
    public Dictionary<string, VaultFacts> Contents { get; init; } = [];

    /// <summary>The passphrase that vaults are sealed anew with; null where none is.</summary>
    public Passphrase? NextPassphrase { get; set; }

    /// <summary>Everything in the bucket, without making it.</summary>
    public IReadOnlyList<StoredObject> Objects =>
        S3.BucketNames.Contains(BucketName) ? [.. S3.Bucket(BucketName).Keys.Select(key => S3.Bucket(BucketName).Get(key)!)] : [];

    public StoredObject? Latest => Objects.FirstOrDefault(each => each.Key == ObjectKeys.Latest);

    public IReadOnlyList<StoredObject> Copies => [.. Objects.Where(each => ObjectKeys.StampOf(each.Key) is not null)];

    /// <summary>All that ever stood at latest, the oldest first.</summary>
    public IReadOnlyList<StoredObject> Stood
    {
        get
        {
            lock (gate)
            {
                return [.. stood];
            }
        }
    }

    /// <summary>Contents that nobody but another tool, blind to what it overwrites, has lost.</summary>
    public bool IsExcused(string sha256) => excused.Contains(sha256);

    /// <summary>Copies that could not be made any more, because another tool wrote over what they were to be made of. Their bytes stand in an
    /// older version's copy.</summary>
    public bool IsCopyExcused(StoredObject version) =>
        version.Metadata.TryGetValue(ObjectLabels.HistoryKey, out var key) && excusedCopies.Contains(key);

    /// <summary>The SHA-256 of a vault; of one that was sealed anew, that of the vault it was made from.</summary>
    public string OriginOf(ReadOnlySpan<byte> vault)
    {
        var sha256 = Sha256(vault);
        return NextPassphrase is null || Texts.ContainsKey(sha256) ? sha256 : origins.GetOrAdd(sha256, FindOrigin, vault.ToArray());
    }

    private string FindOrigin(string sha256, byte[] vault)
    {
        using var opened = VaultOpener.TryOpen(vault, NextPassphrase!);
        var content = opened is null ? null : Sha256(opened.Content.Span);
        return Contents.Values.FirstOrDefault(facts => facts.ContentSha256 == content)?.VaultSha256 ?? sha256;
    }

    /// <summary>Another workspace on the same bucket, for arranging.</summary>
    public Workspace Other(string name)
    {
        var other = new Workspace(S3, BucketName, name);
        others.Add(other);
        return other;
    }

    /// <summary>Remembers what is sealed in the vault that a workspace has now.</summary>
    public void Know(Workspace workspace, string text)
    {
        Texts[Sha256(workspace.Vault)] = text;
        if (SyncState.Load(new VaultLocation(workspace.VaultFile), _ => { }).File.Facts is { ContentSha256: not null } facts)
        {
            Contents[facts.VaultSha256] = facts;
        }
    }

    /// <summary>Writes latest as the other tool does: unconditionally, with its one label.</summary>
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

    /// <summary>Another workspace of ours pushes, from first to last, whatever stands at latest.</summary>
    public async Task PushByRivalAsync()
    {
        using var rival = new Workspace(S3, BucketName, "rival");
        Directory.CreateDirectory(Path.GetDirectoryName(rival.VaultFile)!);
        await File.WriteAllTextAsync(rival.Beside("last-content.hash"), Rival.Label);
        await File.WriteAllBytesAsync(rival.VaultFile, Rival.Vault);
        await rival.Service(s => s with { Passphrase = null }).PushAsync(new PushOptions { Force = true });
    }

    /// <summary>From here on everything that is written to latest is noted. Comes after the rules of a fault, so that what it lets
    /// through is noted and nothing else.</summary>
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
