using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>All files below a directory and all objects of a bucket, which can be restored any number of times.</summary>
internal sealed class Snapshot
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string root;
    private readonly StoredBucket bucket;
    private readonly List<(string Path, UnixFileMode Mode, byte[]? Content)> entries = [];
    private readonly IReadOnlyList<StoredObject> objects;

    public Snapshot(string root, StoredBucket bucket)
    {
        this.root = root;
        this.bucket = bucket;
        Take(root);
        objects = [.. bucket.Keys.Select(key => bucket.Get(key)!)];
    }

    /// <summary>Restores everything, or only the files below one name.</summary>
    public void Restore(string only = "")
    {
        var part = Path.Combine(root, only).TrimEnd('/');
        Clear(part);
        foreach (var (path, mode, content) in entries.Where(entry => entry.Path == part || entry.Path.StartsWith($"{part}/", StringComparison.Ordinal)))
        {
            if (content is null)
                Directory.CreateDirectory(path);
            else
                File.WriteAllBytes(path, content);
            SetMode(path, mode);
        }

        if (only.Length > 0)
            return;
        bucket.Clear();
        foreach (var each in objects)
            bucket.Put(each.Key, each.Content.Span, each.Metadata, each.LastModified);
    }

    /// <summary>Empties a directory. A mount point itself is kept.</summary>
    public static void Clear(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        SetMode(directory, Owner);
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo { LinkTarget: null })
            {
                entry.Delete();
                continue;
            }

            Clear(entry.FullName);
            try
            {
                entry.Delete();
            }
            catch (IOException)
            {
                // A mount point.
            }
        }
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private void Take(string directory)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            entries.Add((entry.FullName, entry.UnixFileMode, entry is FileInfo ? File.ReadAllBytes(entry.FullName) : null));
            if (entry is DirectoryInfo)
                Take(entry.FullName);
        }
    }
}
