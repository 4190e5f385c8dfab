using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;

namespace TazPod.Vault.Archive;

/// <summary>Copies files out of an archive, one after the other.</summary>
/// <remarks>Our own archives have canonical order, and are read once, in step with what is written. For one in another order, such as GNU
/// tar's, that would mean a pass for every file; what is still wanted is then read into memory in a second pass.</remarks>
/// <param name="tree">The archive.</param>
/// <param name="wanted">The files that will be copied, as the archive stores them.</param>
internal sealed class ComposedSource(PackedTree tree, IEnumerable<string> wanted) : IDisposable
{
    private readonly byte[] buffer = new byte[81920];
    private readonly Dictionary<string, int> remaining = wanted.CountBy(path => path, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    private GzipContent? unpacked;
    private TarInput? input;
    private Dictionary<string, byte[]>? kept;

    /// <summary>Copies the content of a file.</summary>
    public void CopyTo(TarOutput tar, string path)
    {
        if (kept is null && !Find(path))
        {
            KeepRemaining();
        }

        if (kept is not null)
        {
            tar.Content(kept[path]);
        }
        else
        {
            while (input!.Read(buffer) is > 0 and var count)
            {
                tar.Content(buffer.AsSpan(0, count));
            }
        }

        remaining[path]--;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        unpacked?.Dispose();
        CryptographicOperations.ZeroMemory(buffer);
        foreach (var content in kept?.Values ?? Enumerable.Empty<byte[]>())
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private bool Find(string path)
    {
        if (input is null)
        {
            unpacked = new GzipContent(tree.Archive);
            input = new TarInput(unpacked, ArchiveLimits.Format);
        }

        while (input.Next(CancellationToken.None) is { } header)
        {
            if (header.Type == '0' && ArchivePass.Plain(header) == path)
            {
                return true;
            }
        }

        return false;
    }

    private void KeepRemaining()
    {
        kept = [];
        ArchiveReader.ReadFiles(
            tree.Archive, path => remaining.GetValueOrDefault(path) > 0, (path, content) => kept.Add(path, content.AsSpan().ToArray()));
    }
}
