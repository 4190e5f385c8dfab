using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Memory;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>The files of a vault that a command can read. They are in a private directory in memory until this is disposed.</summary>
internal sealed class CommandFiles : IDisposable
{
    private const string AllFiles = "*";
    private const int OfOwner = 0x1C0;
    private readonly List<string> values = [];

    private CommandFiles(MemoryDirectory directory, IReadOnlyList<string> paths)
    {
        Directory = directory;
        Paths = paths;
    }

    /// <summary>The directory.</summary>
    public MemoryDirectory Directory { get; }

    /// <summary>The files, by their paths in the vault.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>What is to be masked in the output of the command.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>Writes the files that a run asks for.</summary>
    /// <exception cref="VaultException">3010: the vault does not contain one of them. 6xxx: they cannot be written.</exception>
    public static CommandFiles Write(OpenedVault vault, RunOptions options, MemoryPlaces places)
    {
        var chosen = Chosen(vault, options);
        var files = new CommandFiles(MemoryDirectory.Create(places, MemoryKind.Run, options.AllowDisk), [.. chosen.Select(file => file.Path)]);
        try
        {
            files.Write(vault, chosen);
            return files;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            files.Dispose();
            throw FileFailures.Translate(exception, $"cannot write the files of the vault to '{files.Directory.Path}'");
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The path of a file, from its path in the vault.</summary>
    public string PathOf(string path) => Path.Combine([Directory.Path, .. path.Split('/')]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Dispose();

    private static IReadOnlyList<ListedFile> Chosen(OpenedVault vault, RunOptions options)
    {
        foreach (var (variable, path) in options.FileVariables)
        {
            if (!vault.Contains(path))
            {
                throw VaultErrors.EntryNotFound.With(
                    $"{vault.Name} does not contain the file {EntryName.Quote(path)} for {variable}",
                    "Names are relative and case-sensitive; ListSecrets lists the files of a vault.");
            }
        }

        var named = options.FileVariables.Values.ToHashSet(StringComparer.Ordinal);
        var matching = options.Files is { } glob ? vault.FilesThatMatch(glob == AllFiles ? null : glob) : [];
        return [.. matching, .. vault.FilesThatMatch(null).Where(file => named.Contains(file.Path)).Except(matching)];
    }

    private void Write(OpenedVault vault, IReadOnlyList<ListedFile> chosen)
    {
        using var content = Directory.OpenContent();
        foreach (var path in chosen.SelectMany(file => Above(file.Path)).Distinct(StringComparer.Ordinal))
        {
            content.MakeDirectory(path);
        }

        var modes = chosen.ToDictionary(file => file.Path, file => file.Mode, StringComparer.Ordinal);
        vault.ReadEach(modes.Keys, (path, bytes) =>
        {
            using var file = content.CreateFile(path);
            file.Write(bytes);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)(Convert.ToInt32(modes[path], 8) & OfOwner));
            }

            values.AddRange(FileValues.Of(bytes));
        });
    }

    // The directories that a path is in, outermost first.
    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }
    }
}
