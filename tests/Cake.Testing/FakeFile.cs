using Cake.Core.IO;
using Cake.Testing.Internal;
using Path = Cake.Core.IO.Path;

namespace Cake.Testing;

/// <summary>A file of a <see cref="FakeFileSystem"/>, whether or not it exists.</summary>
public sealed class FakeFile : IFile
{
    private readonly FakeFileSystem _fileSystem;

    internal FakeFile(FakeFileSystem fileSystem, FilePath path)
    {
        _fileSystem = fileSystem;
        Path = path;
    }

    /// <inheritdoc/>
    public FilePath Path { get; }

    /// <inheritdoc/>
    Path IFileSystemInfo.Path => Path;

    /// <inheritdoc/>
    public bool Exists => Found is not null;

    /// <inheritdoc/>
    public bool Hidden => Found?.Attributes.HasFlag(FileAttributes.Hidden) ?? false;

    /// <inheritdoc/>
    public long Length => Node.Content.Length;

    /// <inheritdoc/>
    public FileAttributes Attributes
    {
        get => Node.Attributes;
        set => Node.Attributes = value;
    }

    /// <inheritdoc/>
    public DateTime? CreationTimeUtc => Found?.CreationTimeUtc;

    /// <inheritdoc/>
    public DateTime? LastAccessTimeUtc => Found?.LastAccessTimeUtc;

    /// <inheritdoc/>
    public DateTime? LastWriteTimeUtc => Found?.LastWriteTimeUtc;

    /// <inheritdoc/>
    public UnixFileMode? UnixFileMode => Found?.UnixFileMode;

    /// <summary>The file's bytes.</summary>
    public byte[] Content
    {
        get => Node.Content;
        internal set => Write(Node, value);
    }

    private FakeNode Found => _fileSystem.Find(Path);

    private FakeNode Node => _fileSystem.Require(Path);

    /// <inheritdoc/>
    public void Copy(FilePath destination, bool overwrite)
    {
        var target = Target(destination, overwrite);
        _fileSystem.Put(target, Node.Copy(_fileSystem.Now));
    }

    /// <inheritdoc/>
    public void Move(FilePath destination)
    {
        var node = Node;
        _fileSystem.Put(Target(destination, overwrite: false), node);
        _fileSystem.Remove(Path);
    }

    /// <inheritdoc/>
    public void Delete()
    {
        _ = Node;
        _fileSystem.Remove(Path);
    }

    /// <inheritdoc/>
    public Stream Open(FileMode fileMode, FileAccess fileAccess, FileShare fileShare)
    {
        if (fileMode == FileMode.CreateNew && Exists)
            throw new IOException($"The file '{Path.FullPath}' already exists.");

        var node = fileMode is FileMode.Open or FileMode.Truncate ? Node : Found ?? _fileSystem.Add(Path);
        if (fileMode is FileMode.Create or FileMode.Truncate)
            Write(node, []);

        return new FakeFileStream(node.Content, fileAccess, fileMode == FileMode.Append, content => Write(node, content));
    }

    /// <inheritdoc/>
    public IFile SetCreationTime(DateTime creationTime) => SetCreationTimeUtc(creationTime.ToUniversalTime());

    /// <inheritdoc/>
    public IFile SetCreationTimeUtc(DateTime creationTimeUtc)
    {
        Node.CreationTimeUtc = creationTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IFile SetLastAccessTime(DateTime lastAccessTime) => SetLastAccessTimeUtc(lastAccessTime.ToUniversalTime());

    /// <inheritdoc/>
    public IFile SetLastAccessTimeUtc(DateTime lastAccessTimeUtc)
    {
        Node.LastAccessTimeUtc = lastAccessTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IFile SetLastWriteTime(DateTime lastWriteTime) => SetLastWriteTimeUtc(lastWriteTime.ToUniversalTime());

    /// <inheritdoc/>
    public IFile SetLastWriteTimeUtc(DateTime lastWriteTimeUtc)
    {
        Node.LastWriteTimeUtc = lastWriteTimeUtc;
        return this;
    }

    /// <inheritdoc/>
    public IFile SetUnixFileMode(UnixFileMode unixFileMode)
    {
        Node.UnixFileMode = unixFileMode;
        return this;
    }

    private FilePath Target(FilePath destination, bool overwrite)
    {
        var target = _fileSystem.GetFile(destination);
        return overwrite || !target.Exists
            ? target.Path
            : throw new IOException($"The file '{target.Path.FullPath}' already exists.");
    }

    private void Write(FakeNode node, byte[] content)
    {
        node.Content = content;
        node.LastWriteTimeUtc = node.LastAccessTimeUtc = _fileSystem.Now;
    }
}
