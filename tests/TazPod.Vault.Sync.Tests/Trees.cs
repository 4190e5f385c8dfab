using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The texts of vaults and directories, by path.</summary>
internal static class Trees
{
    // A vault takes a key to open, and is looked at again and again.
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>?> Opened = [];

    /// <summary>The texts of a vault; null if it does not open.</summary>
    public static IReadOnlyDictionary<string, string>? OfVault(ReadOnlySpan<byte> vault) =>
        Opened.GetOrAdd(Convert.ToHexString(SHA256.HashData(vault)), static (_, bytes) => Open(bytes), vault.ToArray());

    /// <summary>Every tree of a machine: its secrets directory, its vault file, and what is kept of both.</summary>
    /// <param name="root">The machine's directory.</param>
    /// <param name="vaultFile">Its vault file.</param>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(string root, string vaultFile) =>
    [
        .. Directory.EnumerateDirectories(root, "secrets*").Select(OfDirectory),
        .. Directory.EnumerateFiles(Path.GetDirectoryName(vaultFile)!, $"{Path.GetFileName(vaultFile)}*")
            .Select(path => OfVault(File.ReadAllBytes(path))).OfType<IReadOnlyDictionary<string, string>>(),
    ];

    /// <summary>The texts of a directory.</summary>
    public static IReadOnlyDictionary<string, string> OfDirectory(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(directory, path), File.ReadAllText);

    /// <summary>Whether two trees have the same texts at the same paths.</summary>
    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(text => other.GetValueOrDefault(text.Key) == text.Value);

    private static Dictionary<string, string>? Open(byte[] vault)
    {
        using var opened = VaultOpener.TryOpen(vault, Passphrase.FromText("correct horse"));
        if (opened is null)
        {
            return null;
        }

        var texts = new Dictionary<string, string>();
        var manifest = ArchiveReader.Inspect(opened.Content, new ArchiveReadOptions(), CancellationToken.None);
        var files = manifest.Entries.Where(entry => entry.Kind == ArchiveEntryKind.File).Select(entry => entry.Path);
        new PackedTree(opened.Content, manifest).ReadFiles(files, (path, bytes) => texts.Add(path, Encoding.UTF8.GetString(bytes)));
        return texts;
    }
}
