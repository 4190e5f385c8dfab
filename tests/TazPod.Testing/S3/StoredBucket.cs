using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3;

/// <summary>
/// Direct access to a bucket: without requests, signatures, conditions or faults. Every member is atomic.
/// </summary>
public sealed class StoredBucket
{
    private readonly S3State state;
    private readonly SortedDictionary<string, List<StoredObject>> objects = new(KeyOrder.Instance);
    private S3BucketVersioning versioning;

    internal StoredBucket(S3State state, string name)
    {
        this.state = state;
        Name = name;
        Created = Seconds(state.Clock.GetUtcNow());
    }

    /// <summary>The name of the bucket.</summary>
    public string Name { get; }

    /// <summary>Whether versions are kept.</summary>
    public S3BucketVersioning Versioning
    {
        get
        {
            lock (state.Lock)
                return versioning;
        }

        set
        {
            lock (state.Lock)
                versioning = value;
        }
    }

    /// <summary>The keys of all objects, in the order of a listing. Deleted objects of a versioned bucket are left out.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (state.Lock)
                return [.. Current.Select(o => o.Key)];
        }
    }

    /// <summary>A setting as it was put (<c>policy</c>, <c>lifecycle</c>, <c>publicAccessBlock</c>, <c>encryption</c>, ...); null when it
    /// was not put. Setting null removes it.</summary>
    public string? this[string setting]
    {
        get
        {
            lock (state.Lock)
                return Settings.TryGetValue(setting, out var content) ? Encoding.UTF8.GetString(content) : null;
        }

        set
        {
            lock (state.Lock)
            {
                if (value is null)
                    Settings.Remove(setting);
                else
                    Settings[setting] = Encoding.UTF8.GetBytes(value);
            }
        }
    }

    internal DateTimeOffset Created { get; }

    internal Dictionary<string, MultipartUpload> Uploads { get; } = [];

    /// <summary>Settings that are stored unchanged (policy, lifecycle, ...), by the name of their query parameter.</summary>
    internal Dictionary<string, byte[]> Settings { get; } = [];

    internal bool IsEmpty => objects.Count == 0;

    /// <summary>The keys of all objects that have a version, including delete markers. Only under the lock.</summary>
    internal IEnumerable<string> AllKeys => objects.Keys;

    /// <summary>The newest version of every object that is not deleted. Only under the lock.</summary>
    internal IEnumerable<StoredObject> Current => objects.Values.Select(v => v[^1]).Where(o => !o.IsDeleteMarker);

    /// <summary>Puts an object, as another writer would.</summary>
    /// <param name="key">The key.</param>
    /// <param name="content">The content; it is copied.</param>
    /// <param name="metadata">The user's metadata, names without <c>x-amz-meta-</c>.</param>
    /// <param name="lastModified">The time of the write; the default is the current time of the endpoint's clock.</param>
    public StoredObject Put(
        string key,
        ReadOnlySpan<byte> content,
        IReadOnlyDictionary<string, string>? metadata = null,
        DateTimeOffset? lastModified = null)
    {
        var copy = content.ToArray();
        return Store(new StoredObject
        {
            Key = key,
            Content = copy,
            ETag = ETagOf(copy),
            LastModified = Seconds(lastModified ?? state.Clock.GetUtcNow()),
            Metadata = new Dictionary<string, string>(metadata ?? StoredObject.NoHeaders, StringComparer.OrdinalIgnoreCase),
        });
    }

    /// <summary>The object as it is now, or null if there is none.</summary>
    public StoredObject? Get(string key)
    {
        lock (state.Lock)
            return objects.TryGetValue(key, out var versions) && !versions[^1].IsDeleteMarker ? versions[^1] : null;
    }

    /// <summary>All versions of an object, the oldest first, including delete markers.</summary>
    public IReadOnlyList<StoredObject> Versions(string key)
    {
        lock (state.Lock)
            return objects.TryGetValue(key, out var versions) ? [.. versions] : [];
    }

    /// <summary>Removes an object with all its versions.</summary>
    /// <returns>Whether it existed.</returns>
    public bool Remove(string key)
    {
        lock (state.Lock)
            return objects.Remove(key);
    }

    /// <summary>Removes every object with all its versions.</summary>
    public void Clear()
    {
        lock (state.Lock)
            objects.Clear();
    }

    internal static DateTimeOffset Seconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>Stores a version according to the bucket's versioning.</summary>
    internal StoredObject Store(StoredObject version)
    {
        lock (state.Lock)
        {
            if (!objects.TryGetValue(version.Key, out var versions))
                objects.Add(version.Key, versions = []);
            if (versioning == S3BucketVersioning.Enabled)
                version = version with { VersionId = Guid.NewGuid().ToString("N") };
            else
                versions.RemoveAll(v => v.VersionId == StoredObject.NullVersion);
            versions.Add(version);
            return version;
        }
    }

    /// <summary>Deletes like a request without a version id.</summary>
    /// <returns>The delete marker, if the bucket's versioning creates one.</returns>
    internal StoredObject? Delete(string key)
    {
        lock (state.Lock)
        {
            if (versioning != S3BucketVersioning.Off)
            {
                return Store(new StoredObject
                {
                    Key = key,
                    Content = default,
                    ETag = "",
                    LastModified = Seconds(state.Clock.GetUtcNow()),
                    IsDeleteMarker = true,
                });
            }

            objects.Remove(key);
            return null;
        }
    }

    /// <summary>Deletes one version for good. A missing one is not an error.</summary>
    internal StoredObject? DeleteVersion(string key, string versionId)
    {
        lock (state.Lock)
        {
            if (!objects.TryGetValue(key, out var versions) || versions.Find(v => v.VersionId == versionId) is not { } version)
                return null;
            versions.Remove(version);
            if (versions.Count == 0)
                objects.Remove(key);
            return version;
        }
    }

    internal string ETagOf(ReadOnlyMemory<byte> content, string? encryption = null)
    {
        if (state.Quirks.KmsStyleEtags || encryption?.StartsWith("aws:kms", StringComparison.Ordinal) == true)
            return Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MD5.HashSizeInBytes));
#pragma warning disable CA5351 // S3 defines the ETag as the MD5; it protects nothing here.
        return Convert.ToHexStringLower(MD5.HashData(content.Span));
#pragma warning restore CA5351
    }

    /// <summary>Whether an XML setting has this element with the value true.</summary>
    internal bool Says(string setting, string element) =>
        Settings.TryGetValue(setting, out var xml)
        && XDocument.Load(new MemoryStream(xml)).Descendants().Any(e => e.Name.LocalName == element && e.Value == "true");
}
