using System.Text;
using TazPod.Testing.S3;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>A prepared stage that is set up again for every case. Sealing a new vault for each would take too long.</summary>
internal sealed class Baseline
{
    private readonly Stage arranged;
    private readonly bool hasBucket;
    private readonly IReadOnlyList<StoredObject> objects;
    private readonly IReadOnlyList<(string Path, byte[] Content, DateTime Modified)> files;

    public Baseline(Stage arranged)
    {
        this.arranged = arranged;
        hasBucket = arranged.S3.BucketNames.Contains(arranged.BucketName);
        objects = arranged.Objects;
        files =
        [
            .. Directory.EnumerateFiles(arranged.Here.Root, "*", SearchOption.AllDirectories).Select(path =>
                (Path.GetRelativePath(arranged.Here.Root, path), File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path))),
        ];
    }

    /// <summary>The same bucket and workspace under other names.</summary>
    public Stage SetUp(string bucketName)
    {
        var stage = new Stage(arranged.S3, bucketName)
        {
            Foreign = arranged.Foreign,
            Rival = arranged.Rival,
            Texts = arranged.Texts,
            Prunable = arranged.Prunable,
            Contents = arranged.Contents,
            NextPassphrase = arranged.NextPassphrase,
            Ours = arranged.Ours,
        };
        var names = new Names()
            .With(arranged.BucketName, bucketName)
            .With(arranged.Here.Root, stage.Here.Root);
        if (hasBucket)
        {
            var bucket = arranged.S3.Bucket(bucketName);
            foreach (var each in objects)
            {
                var again = bucket.Put(each.Key, each.Content.Span, each.Metadata, each.LastModified);
                names.With(each.ETag, again.ETag);
            }
        }

        foreach (var (path, content, modified) in files)
        {
            var full = Path.Combine(stage.Here.Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var isState = Path.GetFileName(path) == Path.GetFileName(new VaultLocation(full).SyncState);
            File.WriteAllBytes(full, isState ? names.In(content) : content);
            File.SetLastWriteTimeUtc(full, modified);
        }

        return stage;
    }

    /// <summary>Replaces names in <c>sync.json</c>, which contains its bucket, its directories and the ETags it saw.</summary>
    private sealed class Names
    {
        private readonly Dictionary<string, string> names = [];

        public Names With(string before, string after)
        {
            names[before] = after;
            return this;
        }

        public byte[] In(byte[] text) =>
            Encoding.UTF8.GetBytes(names.Aggregate(Encoding.UTF8.GetString(text), (current, name) =>
                current.Replace(name.Key, name.Value, StringComparison.Ordinal)));
    }
}
