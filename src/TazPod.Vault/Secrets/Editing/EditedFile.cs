using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets.Memory;

namespace TazPod.Vault.Secrets.Editing;

/// <summary>A file of a vault while it is edited: its content and where it belongs, in a private directory in memory. A kill leaves it there,
/// because the edit may exist nowhere else.</summary>
internal sealed class EditedFile : IDisposable
{
    private const string AboutName = "about";
    private const string FileDirectory = "edit";
    private const char Separator = '\0';
    private const int LargestAbout = 1 << 16;

    private readonly MemoryDirectory directory;

    private EditedFile(MemoryDirectory directory, string vaultFile, string path, string originalSha256)
    {
        this.directory = directory;
        VaultFile = vaultFile;
        Path = path;
        OriginalSha256 = originalSha256;
    }

    /// <summary>The vault file that it is from.</summary>
    public string VaultFile { get; }

    /// <summary>Its path in the vault.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of its content in the vault when the edit began, lower-case hex.</summary>
    public string OriginalSha256 { get; }

    /// <summary>The directory that contains nothing else, for the temporary files of the editor.</summary>
    public string Directory => System.IO.Path.Combine(directory.Path, FileDirectory);

    /// <summary>Its path on this machine.</summary>
    public string FullPath => System.IO.Path.Combine(Directory, Name);

    private string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Puts a file into a new directory.</summary>
    /// <exception cref="VaultException">6009: there is no file system in memory; 6xxx: it cannot be written.</exception>
    public static EditedFile Create(MemoryPlaces places, bool allowDisk, string vaultFile, string path, ReadOnlySpan<byte> content)
    {
        var directory = MemoryDirectory.Create(places, MemoryKind.Edit, allowDisk);
        try
        {
            var edited = new EditedFile(directory, vaultFile, path, Sha256Of(content));
            edited.Write(content);
            return edited;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            directory.Dispose();
            throw FileFailures.Translate(exception, $"cannot write to '{directory.Path}'");
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The edits of a vault file that earlier runs left behind, and that no editor still has open. Each is kept when it is
    /// disposed, unless it is removed.</summary>
    public static IReadOnlyList<EditedFile> LeftOf(MemoryPlaces places, string vaultFile)
    {
        List<EditedFile> found = [];
        foreach (var directory in MemoryDirectory.Leftovers(places, MemoryKind.Edit))
        {
            if (TryRead(directory) is { } edited && edited.VaultFile == vaultFile)
            {
                found.Add(edited);
            }
            else
            {
                directory.Keep();
            }
        }

        return found;
    }

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Sha256Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Its present content, which the caller wipes; null if it is gone.</summary>
    /// <exception cref="VaultException">6008: something else has its name; 6xxx: it cannot be read.</exception>
    public byte[]? Read()
    {
        try
        {
            using var content = directory.OpenContent();
            using var inner = content.TryOpen(FileDirectory);
            return inner?.ReadFile(Name, (int)Math.Min(int.MaxValue, ArchiveLimits.Format.UnpackedBytes));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{FullPath}'");
        }
    }

    /// <summary>Lets the editor share the lock: as long as it runs, the file is in use, even if this process is killed.</summary>
    public void ShareLock(bool isShared) => directory.ShareLock(isShared);

    /// <summary>Wipes and removes it.</summary>
    public void Remove() => directory.Dispose();

    /// <inheritdoc/>
    public void Dispose() => directory.Keep();

    private static EditedFile? TryRead(MemoryDirectory directory)
    {
        try
        {
            using var content = directory.OpenContent();
            var about = content.ReadFile(AboutName, LargestAbout);
            return about is not null && Encoding.UTF8.GetString(about).Split(Separator) is [var vaultFile, var path, var sha256]
                ? new EditedFile(directory, vaultFile, path, sha256)
                : null;
        }
        catch (Exception exception) when (exception is VaultException || FileFailures.IsFileFailure(exception))
        {
            return null;
        }
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        using var outer = directory.OpenContent();
        outer.MakeDirectory(FileDirectory);
        using (var inner = outer.TryOpen(FileDirectory) ?? throw outer.Replaced(FileDirectory))
        using (var file = inner.CreateFile(Name))
        {
            file.Write(content);
        }

        using var about = outer.CreateFile(AboutName);
        about.Write(Encoding.UTF8.GetBytes(string.Join(Separator, VaultFile, Path, OriginalSha256)));
    }
}
