using Cake.Core.IO;

namespace Cake.Testing;

/// <summary>Puts files and directories into a <see cref="FakeFileSystem"/>.</summary>
public static class FakeFileSystemExtensions
{
    /// <summary>Creates an empty file and the directories it needs.</summary>
    /// <param name="fileSystem">The file system.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="attributes">The file's attributes.</param>
    /// <returns>The file.</returns>
    public static FakeFile CreateFile(this FakeFileSystem fileSystem, FilePath path, FileAttributes attributes = 0)
    {
        var file = fileSystem.CreateFile(path, []);
        file.Attributes = attributes;
        return file;
    }

    /// <summary>Creates a file and the directories it needs.</summary>
    /// <param name="fileSystem">The file system.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="contentsBytes">The file's bytes.</param>
    /// <returns>The file.</returns>
    public static FakeFile CreateFile(this FakeFileSystem fileSystem, FilePath path, byte[] contentsBytes)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        ArgumentNullException.ThrowIfNull(contentsBytes);
        var file = fileSystem.GetFile(path);
        fileSystem.CreateDirectory(file.Path.GetDirectory());
        fileSystem.Add(file.Path).Content = contentsBytes;
        return file;
    }

    /// <summary>Creates a directory and its parents.</summary>
    /// <param name="fileSystem">The file system.</param>
    /// <param name="path">The directory's path.</param>
    /// <returns>The directory.</returns>
    public static FakeDirectory CreateDirectory(this FakeFileSystem fileSystem, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        var directory = fileSystem.GetDirectory(path);
        directory.Create();
        return directory;
    }

    /// <summary>Deletes a file if it exists.</summary>
    /// <param name="fileSystem">The file system.</param>
    /// <param name="path">The file's path.</param>
    public static void EnsureFileDoesNotExist(this FakeFileSystem fileSystem, FilePath path)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        var file = fileSystem.GetFile(path);
        if (file.Exists)
            file.Delete();
    }
}
