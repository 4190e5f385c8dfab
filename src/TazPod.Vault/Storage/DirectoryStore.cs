using System.Text;
using System.Text.RegularExpressions;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>Implements the object store in a directory (<c>--storage=file:DIR</c>), for a first try, an air-gapped machine, or
/// tests.</summary>
/// <remarks>
/// <para><b>Layout.</b> <c>DIR/BUCKET/KEY</c>, one file per object, mode 0600 in directories of mode 0700. The first line is JSON
/// (<c>tazpodObject</c>: 1, <c>etag</c>: MD5 in hex, <c>size</c>, <c>modified</c>, <c>metadata</c>), the rest is the content: <c>tail -n +2
/// FILE</c> prints it. A few characters of a key become <c>%XX</c> in its path: <c>%</c>, control characters, <c>\ : * ? " &lt; &gt; |</c>,
/// a dot at a part's beginning, a dot or space at its end. Names with a leading dot are reserved for the store.</para>
/// <para><b>Narrower than S3.</b> A file cannot be a directory: if an object <c>a</c> exists, <c>a/b</c> is refused, and vice versa. Also
/// refused are keys with an empty, <c>.</c> or <c>..</c> part, and parts of more than 200 bytes. On a file system that ignores case, keys
/// that differ only in case are the same key.</para>
/// <para><b>Safe for several processes.</b> An object is replaced by an atomic rename of a complete, synced file. Writers hold an exclusive
/// lock on <c>DIR/BUCKET/.lock</c> from the check to the rename, so conditions are honoured. Readers take no lock and keep reading the file
/// that they opened. A killed writer leaves at most a temporary file, which the next writer removes.</para>
/// <para><b>Foreign files</b> (without a header line, or a link or device) are never listed, replaced or deleted. Reading one fails with
/// <see cref="VaultErrors.DownloadDamaged"/> and its name. Reading content that does not match its header fails in the same way; HEAD and
/// LIST show the actual size.</para>
/// </remarks>
internal sealed partial class DirectoryStore : IObjectStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private readonly string bucketPath;
    private readonly TimeProvider time;
    private readonly DirectoryLock writing;

    /// <summary>Opens a bucket in a directory. Neither needs to exist.</summary>
    /// <param name="directory">The store's directory; a relative path is resolved against the working directory.</param>
    /// <param name="bucket">The bucket's name, by S3's rules.</param>
    /// <param name="time">The clock for the modification times of objects. A writer waits 10 seconds of real time for another.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.BucketRefused"/>: the bucket name is not valid.</exception>
    public DirectoryStore(string directory, string bucket, TimeProvider time)
        : this(directory, bucket, time, LockPatience)
    {
    }

    internal DirectoryStore(string directory, string bucket, TimeProvider time, TimeSpan patience)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!BucketName().IsMatch(bucket) || bucket.Contains("..", StringComparison.Ordinal))
        {
            throw VaultErrors.BucketRefused.With(
                $"'{bucket}' is not a valid bucket name: use 3 to 63 lower-case letters, digits, '-' and '.', with a letter or digit at both ends",
                "Choose another bucket name.");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Identity = new StoreIdentity("file:" + root, bucket);
        bucketPath = Path.Combine(root, bucket);
        this.time = time;
        writing = new DirectoryLock(bucketPath, patience);
    }

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <summary>Always <see cref="ConditionSupport.Honoured"/>.</summary>
    public ConditionSupport Conditions => ConditionSupport.Honoured;

    /// <inheritdoc/>
    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default) =>
        GuardAsync($"cannot read the object '{key}' of {Identity}", () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(key);
            using var file = BucketIsThere() && FindObstacle(path) is null ? ObjectFile.TryOpen(path) : null;
            return Task.FromResult(new HeadResult(time.GetUtcNow(), file is null ? null : HeadOf(key, file)));
        });

    /// <inheritdoc/>
    /// <remarks>The content stream throws <see cref="VaultErrors.DownloadDamaged"/> at its end if the content does not match the
    /// ETag.</remarks>
    public Task<ObjectDownload> GetObjectAsync(
        string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default) =>
        GetAsync(key, etag => etag == ifNoneMatch ? GetOutcome.NotModified : GetOutcome.Found, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The content stream throws <see cref="VaultErrors.DownloadDamaged"/> at its end if the content does not match the
    /// ETag.</remarks>
    public Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default) =>
        GetAsync(key, current => current == etag ? GetOutcome.Found : GetOutcome.Changed, cancellationToken);

    private Task<ObjectDownload> GetAsync(string key, Func<string, GetOutcome> judge, CancellationToken cancellationToken) =>
        GuardAsync($"cannot read the object '{key}' of {Identity}", () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(key);
            RequireBucket();
            var now = time.GetUtcNow();
            var file = FindObstacle(path) is null ? ObjectFile.TryOpen(path) : null;
            if (file is null)
            {
                return Task.FromResult(new ObjectDownload(GetOutcome.Missing, now));
            }

            try
            {
                var outcome = judge(file.Header.Etag);
                if (outcome != GetOutcome.Found)
                {
                    file.Dispose();
                    return Task.FromResult(new ObjectDownload(outcome, now));
                }

                return Task.FromResult(new ObjectDownload(GetOutcome.Found, now, HeadOf(key, file), file.OpenContent()) { ContentIsChecked = true });
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });

    /// <inheritdoc/>
    /// <remarks>Progress reports the content bytes written so far. After a file system failure (6xxx), nothing is replaced.</remarks>
    public Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        PutAsync(
            key,
            content.Length,
            () => Md5Hash.HexOf(content.Span),
            metadata,
            condition,
            target => WriteAsync(content, target, progress, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Progress reports the content bytes written so far. After a file system failure (6xxx), nothing is replaced.</remarks>
    public Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        PutAsync(
            key,
            content.Length,
            () => content.Md5,
            metadata,
            condition,
            target => WriteAsync(key, content, target, progress, cancellationToken),
            cancellationToken);

    private Task<PutResult> PutAsync(
        string key,
        long length,
        Func<string> md5,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        Func<Stream, Task> write,
        CancellationToken cancellationToken) =>
        GuardAsync($"cannot write the object '{key}' of {Identity}", async () =>
        {
            var path = PathOf(key);
            var kept = ObjectMetadata.Checked(metadata);
            RequireBucket();
            using var held = await writing.TakeAsync(cancellationToken).ConfigureAwait(false);
            var current = ETagAt(path);
            if (condition.MustBeAbsent && current is not null)
            {
                return new PutResult(PutOutcome.ConditionFailed);
            }

            if (condition.ETag is not null && condition.ETag != current)
            {
                return new PutResult(current is null ? PutOutcome.TargetMissing : PutOutcome.ConditionFailed);
            }

            var header = new ObjectHeader(1, md5(), length, WholeSecond(), kept);
            await ReplaceAsync(path, header, write, cancellationToken).ConfigureAwait(false);
            return new PutResult(PutOutcome.Stored, header.Etag);
        });

    /// <inheritdoc/>
    /// <remarks>The condition on the source is honoured, and the content is verified while it is copied.</remarks>
    public Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default) =>
        CopyObjectAsync(sourceKey, sourceETag, destinationKey, null, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The condition on the source is honoured, and the content is verified while it is copied.</remarks>
    public Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default) =>
        GuardAsync($"cannot copy '{sourceKey}' to '{destinationKey}' in {Identity}", async () =>
        {
            var sourcePath = PathOf(sourceKey);
            var path = PathOf(destinationKey);
            var kept = metadata is null ? null : ObjectMetadata.Checked(metadata);
            RequireBucket();
            using var held = await writing.TakeAsync(cancellationToken).ConfigureAwait(false);
            using var source = FindObstacle(sourcePath) is null ? ObjectFile.TryOpen(sourcePath) : null;
            if (source?.Header.Etag != sourceETag)
            {
                return new CopyResult(source is null ? CopyOutcome.SourceMissing : CopyOutcome.SourceChanged);
            }

            _ = ETagAt(path);
            var header = source.Header with { Modified = WholeSecond(), Metadata = kept ?? source.Header.Metadata };
            using var content = source.OpenContent();
            await ReplaceAsync(path, header, target => content.CopyToAsync(target, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new CopyResult(CopyOutcome.Copied, header.Etag);
        });

    /// <inheritdoc/>
    /// <remarks>In the byte order of the keys' UTF-8, as S3 lists them. Foreign files and links to directories are skipped.</remarks>
    public Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        GuardAsync($"cannot list '{prefix}' of {Identity}", () =>
        {
            RequireBucket();
            var found = new List<ObjectInfo>();
            foreach (var (key, path) in Walk(bucketPath, "", prefix))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var file = ObjectFile.TryOpen(path);
                if (file is { IsObject: true })
                {
                    found.Add(new ObjectInfo(key, file.Header.Modified, file.ContentLength) { ETag = file.Header.Etag });
                }
            }

            return Task.FromResult<IReadOnlyList<ObjectInfo>>([.. found.OrderBy(info => info.Key, Utf8Order)]);
        });

    /// <inheritdoc/>
    /// <remarks>Directories that become empty are removed, too, so that objects can use their names.</remarks>
    public Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        GuardAsync($"cannot delete objects of {Identity}", async () =>
        {
            var deleted = new List<string>();
            var errors = new List<DeleteError>();
            if (keys.Count == 0)
            {
                return new DeleteResult(deleted, errors);
            }

            var paths = keys.Distinct(StringComparer.Ordinal).Select(key => (Key: key, Path: PathOf(key))).ToList();
            RequireBucket();
            using var held = await writing.TakeAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (key, path) in paths)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    if (ETagAt(path, forWriting: false) is not null)
                    {
                        using var directory = OpenAbove(path);
                        directory.DeleteFile(Path.GetFileName(path));
                    }

                    deleted.Add(key);
                }
                catch (VaultException exception)
                {
                    errors.Add(new DeleteError(key, exception.Error.Code, exception.Message));
                }
                catch (Exception exception) when (FileFailures.IsFileFailure(exception))
                {
                    var failure = FileFailures.Translate(exception, $"cannot delete '{path}'");
                    errors.Add(new DeleteError(key, failure.Error.Code, failure.Message));
                }
            }

            foreach (var directory in paths.Select(pair => Path.GetDirectoryName(pair.Path)!).Distinct(StringComparer.Ordinal))
            {
                RemoveEmpty(directory);
            }

            return new DeleteResult(deleted, errors);
        });

    /// <summary>Creates the directory and the bucket in it, and missing parents, with mode 0700, unless they exist.</summary>
    public Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default) =>
        GuardAsync($"cannot create the bucket {Identity}", () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(
                BucketIsThere() ? BucketCreation.AlreadyOurs
                : MakeDirectory(bucketPath) ? BucketCreation.Created
                : BucketCreation.AlreadyOurs);
        });

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BucketName();

    private static readonly Comparer<string> Utf8Order = Comparer<string>.Create(
        (first, second) => Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(second)));

    private static async Task<T> GuardAsync<T>(string doing, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, doing);
        }
    }

    private static ObjectHead HeadOf(string key, ObjectFile file) =>
        new(key, file.ContentLength, file.Header.Modified, file.Header.Etag, file.Header.Metadata) { ETagIsMd5 = true };

    private static async Task WriteAsync(
        ReadOnlyMemory<byte> content, Stream target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        const int PieceLength = 1 << 20;
        for (var written = 0; written < content.Length;)
        {
            var piece = content.Slice(written, Math.Min(PieceLength, content.Length - written));
            await target.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            written += piece.Length;
            progress?.Report(written);
        }
    }

    private async Task WriteAsync(
        string key, StreamedContent content, Stream target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        const int PieceLength = 1 << 17;
        using var md5 = Md5Hash.Begin();
        var piece = new byte[PieceLength];
        long written = 0;
        int count;
        content.Stream.Position = 0;
        while ((count = await content.Stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            md5.AppendData(piece, 0, count);
            await target.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            written += count;
            progress?.Report(written);
        }

        if (written != content.Length || Convert.ToHexStringLower(md5.GetHashAndReset()) != content.Md5)
        {
            throw VaultErrors.StoreFailed.With(
                $"cannot write '{key}': the bytes that reached {Identity} differ from the announced ones; nothing was stored",
                "Run the same step again when nothing else is writing the file.");
        }
    }

    private async Task ReplaceAsync(
        string path, ObjectHeader header, Func<Stream, Task> writeContent, CancellationToken cancellationToken)
    {
        using var directory = OpenAbove(path);
        using var staged = StagedFile.Create(directory, Path.GetFileName(path));
        await staged.Stream.WriteAsync(header.ToLine(), cancellationToken).ConfigureAwait(false);
        await writeContent(staged.Stream).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        staged.Commit();
    }

    // Opens level by level from the bucket down, creating missing directories. A link in the path would lead out of the store.
    private DirectoryHandle OpenAbove(string path)
    {
        var directory = DirectoryHandle.Open(bucketPath);
        foreach (var name in Path.GetRelativePath(bucketPath, Path.GetDirectoryName(path)!).Split(Path.DirectorySeparatorChar).Where(name => name != "."))
        {
            using var above = directory;
            directory = above.TryOpen(name) ?? Make(above, name);
        }

        return directory;
    }

    // A power cut must not remove the directory of a synced file.
    private static DirectoryHandle Make(DirectoryHandle above, string name)
    {
        var made = above.MakeAndOpen(name);
        made.SetOwner();
        above.Sync();
        return made;
    }

    // Level by level; each directory is synced into its parent.
    private static bool MakeDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return false;
        }

        if (Path.GetDirectoryName(path) is not { Length: > 0 } parent)
        {
            return false;
        }

        MakeDirectory(parent);
        PrivateDirectory.Create(path);
        Posix.SyncDirectory(parent);
        return true;
    }

    private static IEnumerable<(string Key, string Path)> Walk(string directory, string above, string prefix)
    {
        foreach (var entry in EntriesOf(directory))
        {
            if (entry.LinkTarget is not null || ObjectKeyPath.PartOf(entry.Name) is not { } part)
            {
                continue;
            }

            var key = above + part;
            if (entry is FileInfo)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal) && FileFacts.Of(entry.FullName).Kind == FileKind.File)
                {
                    yield return (key, entry.FullName);
                }

                continue;
            }

            key += '/';
            if (key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal))
            {
                foreach (var below in Walk(entry.FullName, key, prefix))
                {
                    yield return below;
                }
            }
        }
    }

    private static FileSystemInfo[] EntriesOf(string directory)
    {
        try
        {
            var everything = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
            return new DirectoryInfo(directory).GetFileSystemInfos("*", everything);
        }
        catch (DirectoryNotFoundException)
        {
            // A deletion has removed the directory meanwhile.
            return [];
        }
    }

    private string PathOf(string key) => Path.Combine([bucketPath, .. ObjectKeyPath.Of(key)]);

    private DateTimeOffset WholeSecond() => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    private bool BucketIsThere() => FileFacts.Of(bucketPath).Kind switch
    {
        FileKind.Directory => true,
        FileKind.Missing => false,
        FileKind.Link => throw VaultErrors.NotOurs.With(
            $"the bucket '{bucketPath}' is a link, and this store does not follow links below its directory",
            "Set --storage to the directory that contains the link's target, or remove the link."),
        _ => throw VaultErrors.StoreFailed.With(
            $"'{bucketPath}' is not a directory, so it cannot be the bucket {Identity}", "Choose another directory or bucket."),
    };

    private void RequireBucket()
    {
        if (!BucketIsThere())
        {
            throw VaultErrors.BucketNotFound.With(
                $"the bucket {Identity} does not exist", "Create it with SetupStorage, or check the storage directory and the bucket's name.");
        }
    }

    /// <summary>The entry that is not a directory in the path of an object's file; null if there is none.</summary>
    private string? FindObstacle(string path)
    {
        for (var above = Path.GetDirectoryName(path)!; above.Length > bucketPath.Length; above = Path.GetDirectoryName(above)!)
        {
            if (FileFacts.Of(above).Kind is not (FileKind.Directory or FileKind.Missing))
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>The ETag of the object at a path; null if there is no object.</summary>
    private string? ETagAt(string path, bool forWriting = true)
    {
        var obstacle = FindObstacle(path);
        if (forWriting && (obstacle ?? (Directory.Exists(path) ? path : null)) is { } existing)
        {
            throw VaultErrors.StoreFailed.With(
                $"cannot write '{path}': '{existing}' is {(obstacle is null ? "a directory" : "not a directory")}, and a file cannot be both",
                "Use a key that is not also the beginning of another key's path.");
        }

        using var file = obstacle is null ? ObjectFile.TryOpen(path) : null;
        return file?.Header.Etag;
    }

    private void RemoveEmpty(string directory)
    {
        try
        {
            for (; directory.Length > bucketPath.Length; directory = Path.GetDirectoryName(directory)!)
            {
                Directory.Delete(directory);
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // Not empty, missing, or not ours to remove. It does no harm.
        }
    }
}
