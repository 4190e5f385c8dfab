using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Text;

namespace TazPod.Vault.Opening;

/// <summary>The secrets of a vault, in memory and nowhere else. Wiped when disposed; what was handed out is its caller's.</summary>
/// <remarks>Nothing is written to any disk. Names are as in the vault: relative, with <c>/</c> between components.</remarks>
public sealed class OpenedVault : IDisposable
{
    private readonly UnsealedVault content;
    private readonly Dictionary<string, ArchiveEntry> files;

    internal OpenedVault(UnsealedVault content, string name)
    {
        this.content = content;
        Name = name;
        var manifest = StoredVault.ManifestOf(content);
        files = manifest.Entries
            .Where(entry => entry.Kind == ArchiveEntryKind.File)
            .ToDictionary(entry => entry.Path, entry => entry with { Path = manifest.HardLinks.GetValueOrDefault(entry.Path, entry.Path) });
    }

    /// <summary>Which vault this is, for people.</summary>
    public string Name { get; }

    /// <summary>The files it holds, in canonical order.</summary>
    public IReadOnlyList<string> Paths => [.. files.Keys.Order(PathOrder.Instance)];

    /// <summary>Whether it holds this file.</summary>
    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>The bytes of a file; the caller wipes them.</summary>
    /// <exception cref="VaultException">3010: there is no such file.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public byte[] ReadBytes(string path)
    {
        var archive = content.Archive;
        return files.TryGetValue(path, out var file)
            ? ArchiveReader.ReadFile(archive, file)
            : throw VaultErrors.EntryNotFound.With(
                $"{Name} holds no file {EntryName.Quote(path)}", "Names are relative and case counts; UnlockVault shows what there is.");
    }

    /// <summary>A file as text: UTF-8, exactly as it is, line ends included.</summary>
    /// <exception cref="VaultException">3010: there is no such file. 3011: it is not UTF-8.</exception>
    public string ReadText(string path) => Decoded(path, bytes => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));

    /// <summary>A file of the form <c>NAME=value</c> as variables. The grammar is strict: docs/RUN.md. What they may set is the caller's to
    /// judge: a name such as <c>PATH</c> is not refused here.</summary>
    /// <exception cref="VaultException">3010: there is no such file. 3011: it is not of that form; the message names the line, never a
    /// value.</exception>
    public IReadOnlyDictionary<string, string> AsEnvironment(string path) =>
        VariablesOf(path).ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    /// <summary>The same, with the lines that they stand in.</summary>
    internal IReadOnlyList<EnvironmentVariable> VariablesOf(string path) =>
        Decoded(path, bytes => EnvironmentText.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)));

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();

    private T Decoded<T>(string path, Func<byte[], T> decode)
    {
        var bytes = ReadBytes(path);
        try
        {
            return decode(bytes);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or FormatException)
        {
            // The cause of a decoder's failure shows the bytes it failed at.
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
