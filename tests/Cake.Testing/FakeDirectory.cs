using Cake.Core.IO;
using Cake.Testing.Internal;
using Path = Cake.Core.IO.Path;

namespace Cake.Testing;

/// <summary>A directory of a <see cref="FakeFileSystem"/>, whether or not it exists.</summary>
public sealed class FakeDirectory : IDirectory
{
    private readonly FakeFileSystem _fileSystem;

    internal FakeDirectory(FakeFileSystem fileSystem, DirectoryPath path)
    {
        _fileSystem = fileSystem;
        Path = path;
    }

    /// <inheritdoc/>
    public DirectoryPath Path { get; }

    /// <inheritdoc/>
    Path IFileSystemInfo.Path => Path;

    /// <inheritdoc/>
    public bool Exists => Found is not null;

    /// <inheritdoc/>
    public bool Hidden => Found?.Attributes.HasFlag(FileAttributes.Hidden) ?? false;

    /// <inheritdoc/>
    public DateTime? CreationTimeUtc => Found?.CreationTimeUtc;

    /// <inheritdoc/>
    public DateTime? LastAccessTimeUtc => Found?.LastAccessTimeUtc;

    /// <inheritdoc/>
    public DateTime? LastWriteTimeUtc => Found?.LastWriteTimeUtc;

    /// <inheritdoc/>
    public UnixFileMode? UnixFileMode => Found?.UnixFileMode;

    private FakeNode Found => _fileSystem.Find(Path);

    private FakeNode Node => _fileSystem.Require(Path);

    /// <inheritdoc/>
    public void Create() => _fileSystem.Add(Path);

    /// <inheritdoc/>
    public void Move(DirectoryPath destination)
    {
        _ = Node;
        var target = _fileSystem.GetDirectory(destination);
        if (target.Exists)
            throw new IOException($"The directory '{target.Path.FullPath}' already exists.");

        target.Create();
        foreach (var directory in GetDirectories("*", SearchScope.Recursive))
            _fileSystem.Add(target.Path.Combine(Path.GetRelativePath(directory.Path)));
        foreach (var file in GetFiles("*", SearchScope.Recursive))
            file.Move(target.Path.CombineWithFilePath(Path.GetRelativePath(file.Path)));
        Delete(recursive: true);
    }

    /// <inheritdoc/>
    public void Delete(bool recursive)
    {
        _ = Node;
        var directories = GetDirectories("*", SearchScope.Recursive).ToArray();
        var files = GetFiles("*", SearchScope.Recursive).ToArray();
        if (!recursive && directories.Length + files.Length > 0)
            throw new IOException($"The directory '{Path.FullPath}' is not empty.");

        foreach (var file in files)
            _fileSystem.Remove(file.Path);
        foreach (var directory in directories)
            _fileSystem.Remove(directory.Path);
        _fileSystem.Remove(Path);
    }

    /// <inheritdoc/>
    public IEnumerable<IDirectory> GetDirectories(string filter, SearchScope scope)
    {
        _ = Node;
        return _fileSystem.DirectoriesIn(Path, filter, scope);
    }

    /// <inheritdoc/>
    public IEnumerable<IFile> GetFiles(string filter, SearchScope scope)
    {
        _ = Node;
        return _fileSystem.FilesIn(Path, filter, scope);
    }

    /// <inheritdoc/>
    public IEnumerable<IFileSystemInfo> GetFileSystemInfos(string filter, SearchScope scope)
        => GetDirectories(filter, scope).Concat<IFileSystemInfo>(GetFiles(filter, scope));

    /// <inheritdoc/>
    public IDirectory SetCreationTime(DateTime creationTime) => SetCreationTimeUtc(creationTime.ToUniversalTime());

    /// <inheritdoc/>
    public IDirectory SetCreationTimeUtc(DateTime creationTimeUtc)
    {
        Node.CreationTimeUtc = creationTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IDirectory SetLastAccessTime(DateTime lastAccessTime) => SetLastAccessTimeUtc(lastAccessTime.ToUniversalTime());

    /// <inheritdoc/>
    public IDirectory SetLastAccessTimeUtc(DateTime lastAccessTimeUtc)
    {
        Node.LastAccessTimeUtc = lastAccessTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IDirectory SetLastWriteTime(DateTime lastWriteTime) => SetLastWriteTimeUtc(lastWriteTime.ToUniversalTime());

    /// <inheritdoc/>
    public IDirectory SetLastWriteTimeUtc(DateTime lastWriteTimeUtc)
    {
        Node.LastWriteTimeUtc = lastWriteTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IDirectory SetUnixFileMode(UnixFileMode unixFileMode)
    {
        Node.UnixFileMode = unixFileMode;
        return this;
    }
}
