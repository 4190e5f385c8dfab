using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;
using Cake.Testing.Internal;
using Path = Cake.Core.IO.Path;

namespace Cake.Testing;

/// <summary>A file system in memory. Relative paths start at the environment's working directory.</summary>
public sealed class FakeFileSystem : IFileSystem
{
    private readonly ICakeEnvironment _environment;
    private readonly TimeProvider _time;
    private readonly Dictionary<FilePath, FakeNode> _files;
    private readonly Dictionary<DirectoryPath, FakeNode> _directories;

    /// <summary>Creates an empty file system with the system's clock.</summary>
    /// <param name="environment">Provides the working directory and determines whether case matters.</param>
    public FakeFileSystem(ICakeEnvironment environment)
        : this(environment, TimeProvider.System)
    {
    }

    /// <summary>Creates an empty file system.</summary>
    /// <param name="environment">Provides the working directory and determines whether case matters.</param>
    /// <param name="timeProvider">The clock for the files' times.</param>
    public FakeFileSystem(ICakeEnvironment environment, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _environment = environment;
        _time = timeProvider;
        Comparer = new PathComparer(environment);
        _files = new(Comparer);
        _directories = new(Comparer);
    }

    internal PathComparer Comparer { get; }

    internal DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>A file, whether or not it exists.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The file.</returns>
    public FakeFile GetFile(FilePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FakeFile(this, path.MakeAbsolute(_environment).Collapse());
    }

    /// <summary>A directory, whether or not it exists.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The directory.</returns>
    public FakeDirectory GetDirectory(DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FakeDirectory(this, path.MakeAbsolute(_environment).Collapse());
    }

    /// <inheritdoc/>
    IFile IFileSystem.GetFile(FilePath path) => GetFile(path);

    /// <inheritdoc/>
    IDirectory IFileSystem.GetDirectory(DirectoryPath path) => GetDirectory(path);

    internal FakeNode Find(FilePath path) => _files.GetValueOrDefault(path);

    internal FakeNode Find(DirectoryPath path) => _directories.GetValueOrDefault(path) ?? (ParentOf(path) is null ? Add(path) : null);

    internal FakeNode Require(FilePath path)
        => Find(path) ?? throw new FileNotFoundException($"Could not find file '{path.FullPath}'.", path.FullPath);

    internal FakeNode Require(DirectoryPath path)
        => Find(path) ?? throw new DirectoryNotFoundException($"Could not find directory '{path.FullPath}'.");

    internal FakeNode Add(FilePath path)
    {
        Require(path.GetDirectory());
        return _files[path] = new FakeNode(Now);
    }

    internal FakeNode Add(DirectoryPath path)
    {
        if (ParentOf(path) is { } parent && Find(parent) is null)
            Add(parent);
        if (!_directories.TryGetValue(path, out var node))
            _directories[path] = node = new FakeNode(Now);
        return node;
    }

    internal void Put(FilePath path, FakeNode node)
    {
        Require(path.GetDirectory());
        _files[path] = node;
    }

    internal void Remove(FilePath path) => _files.Remove(path);

    internal void Remove(DirectoryPath path) => _directories.Remove(path);

    internal IEnumerable<FakeFile> FilesIn(DirectoryPath directory, string filter, SearchScope scope) => _files.Keys
        .Where(path => IsIn(directory, path.GetDirectory(), scope) && Matches(NameOf(path), filter))
        .OrderBy(path => path, Comparer)
        .Select(path => new FakeFile(this, path))
        .ToArray();

    internal IEnumerable<FakeDirectory> DirectoriesIn(DirectoryPath directory, string filter, SearchScope scope) => _directories.Keys
        .Where(path => ParentOf(path) is { } parent && IsIn(directory, parent, scope) && Matches(NameOf(path), filter))
        .OrderBy(path => path, Comparer)
        .Select(path => new FakeDirectory(this, path))
        .ToArray();

    private static DirectoryPath ParentOf(DirectoryPath path)
        => path.GetParent() is { } parent && parent.FullPath.Length > 0 && parent.FullPath != path.FullPath ? parent : null;

    // DirectoryPath.GetDirectoryName keeps the slash of a directory directly below the root.
    private static string NameOf(Path path) => path.FullPath[(path.FullPath.LastIndexOf('/') + 1)..];

    private bool IsIn(DirectoryPath directory, DirectoryPath candidate, SearchScope scope)
    {
        if (scope == SearchScope.Current)
            return Comparer.Equals(directory, candidate);

        for (var path = candidate; path is not null; path = ParentOf(path))
        {
            if (Comparer.Equals(directory, path))
                return true;
        }

        return false;
    }

    private bool Matches(string name, string filter)
    {
        var pattern = "^" + Regex.Escape(filter).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$";
        var options = RegexOptions.Singleline | (Comparer.IsCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
        return Regex.IsMatch(name, pattern, options | RegexOptions.CultureInvariant);
    }
}
