using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Text;

namespace TazPod.Vault.Opening;

/// <summary>The secrets of a vault, only in memory. Wiped when disposed, except for the bytes that were returned, which their callers
/// own.</summary>
/// <remarks>Nothing is written to disk. Names are as in the vault: relative, with <c>/</c> between components.</remarks>
public sealed class OpenedVault : IDisposable
{
    private readonly UnsealedVault? content;
    private readonly Dictionary<string, Func<byte[]>> files;
    private readonly ListedFile[] listed;
    private bool isDisposed;

    internal OpenedVault(UnsealedVault content, string name)
    {
        this.content = content;
        Name = name;
        var manifest = content.RequireManifest();
        files = manifest.Entries
            .Where(entry => entry.Kind == ArchiveEntryKind.File)
            .Select(entry => (entry.Path, File: entry with { Path = manifest.HardLinks.GetValueOrDefault(entry.Path, entry.Path) }))
            .ToDictionary(entry => entry.Path, entry => (Func<byte[]>)(() => ArchiveReader.ReadFile(content.Archive, entry.File)));
        listed =
        [
            .. manifest.Entries.Where(entry => entry.Kind == ArchiveEntryKind.File)
                .Select(entry => new ListedFile(entry.Path, entry.Size, Convert.ToString(entry.Mode, 8).PadLeft(3, '0'))),
        ];
    }

    private OpenedVault(IReadOnlyDictionary<string, string> texts, string name)
    {
        Name = name;
        files = texts.ToDictionary(text => text.Key, text => (Func<byte[]>)(() => Encoding.UTF8.GetBytes(text.Value)));
        listed = [];
    }

    /// <summary>Creates an opened vault from texts, for tests of a program that reads secrets.</summary>
    /// <param name="texts">The files: name to content.</param>
    /// <param name="name">The name of the vault, for display.</param>
    public static OpenedVault InMemory(IReadOnlyDictionary<string, string> texts, string name = "a vault in memory") => new(texts, name);

    /// <summary>The name of the vault, for display.</summary>
    public string Name { get; }

    /// <summary>The files in it, in canonical order.</summary>
    public IReadOnlyList<string> Paths => [.. files.Keys.Order(PathOrder.Instance)];

    /// <summary>Whether it contains this file.</summary>
    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>Reads the bytes of a file. The caller wipes them.</summary>
    /// <exception cref="VaultException">3010: there is no such file.</exception>
    /// <exception cref="ObjectDisposedException">The vault was disposed.</exception>
    public byte[] ReadBytes(string path)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return files.TryGetValue(path, out var read)
            ? read()
            : throw VaultErrors.EntryNotFound.With(
                $"{Name} does not contain the file {EntryName.Quote(path)}", "Names are relative and case-sensitive; ListSecrets lists the files of a vault.");
    }

    /// <summary>Reads a file as text: UTF-8, exactly as stored, including line ends.</summary>
    /// <exception cref="VaultException">3010: there is no such file. 3011: it is not UTF-8.</exception>
    public string ReadText(string path) => Decoded(path, bytes => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));

    /// <summary>Reads a file of <c>NAME=value</c> lines as variables. The grammar is strict: docs/RUN.md. The caller decides which
    /// variables it accepts: a name such as <c>PATH</c> is not refused here.</summary>
    /// <exception cref="VaultException">3010: there is no such file. 3011: it does not have this format; the message names the line, never
    /// a value.</exception>
    public IReadOnlyDictionary<string, string> AsEnvironment(string path) =>
        VariablesOf(path).ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    /// <summary>Reads the variables with their line numbers.</summary>
    internal IReadOnlyList<EnvironmentVariable> VariablesOf(string path) =>
        Decoded(path, bytes => EnvironmentText.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)));

    /// <summary>The files that a glob names; all without one.</summary>
    /// <param name="glob">A path with <c>*</c> for any text and <c>?</c> for any character, or a directory.</param>
    /// <exception cref="VaultException">3010: there is none.</exception>
    internal IReadOnlyList<ListedFile> FilesThatMatch(string? glob)
    {
        ListedFile[] matching = [.. listed.Where(file => glob is null || Matches(file.Path, glob))];
        return matching.Length > 0 || glob is null
            ? matching
            : throw VaultErrors.EntryNotFound.With(
                $"{Name} contains no file that matches {EntryName.Quote(glob)}",
                $"Names are relative and case-sensitive; {ListResult.Name} without a glob lists all files.");
    }

    /// <summary>Reads several files in one pass. Their bytes are wiped after use.</summary>
    /// <param name="paths">The files, which must exist.</param>
    /// <param name="use">Receives the path and the content of each, in the order of the archive.</param>
    internal void ReadEach(IEnumerable<string> paths, Action<string, byte[]> use)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        new PackedTree(content!.Archive, content.RequireManifest()).ReadFiles(paths, use);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        content?.Dispose();
    }

    private static bool Matches(string path, string glob) =>
        FileSystemName.MatchesSimpleExpression(glob, path, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression($"{glob.TrimEnd('/')}/*", path, ignoreCase: false);

    private T Decoded<T>(string path, Func<byte[], T> decode)
    {
        var bytes = ReadBytes(path);
        try
        {
            return decode(bytes);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or FormatException)
        {
            // The message of a decoder's exception contains the invalid bytes.
            var why = exception is FormatException ? exception.Message : "it is not UTF-8 text";
            throw VaultErrors.EntryNotUsable.With(
                $"{EntryName.Quote(path)} in {Name} cannot be used: {why}", "Correct the file, then SaveVault and PushVault.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
