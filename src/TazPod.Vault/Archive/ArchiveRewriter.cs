using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tar;

namespace TazPod.Vault.Archive;

/// <summary>Writes an archive again with the content of one file replaced. The result is what <see cref="ArchiveWriter"/> would write for
/// the changed tree, but no file of it is ever outside of memory.</summary>
/// <param name="archive">The archive, which was inspected before.</param>
/// <param name="manifest">Its content.</param>
internal sealed class ArchiveRewriter(ReadOnlyMemory<byte> archive, ArchiveManifest manifest) : IDisposable
{
    private readonly byte[] buffer = new byte[81920];
    private GzipContent? unpacked;
    private TarInput? input;

    /// <summary>Writes the archive with this content of a file.</summary>
    /// <param name="path">The file, which must exist.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="destination">Receives the archive. What was written before a failure is unusable.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The content of the new archive.</returns>
    public ArchiveManifest Replace(string path, ReadOnlySpan<byte> content, Stream destination, CancellationToken cancellationToken)
    {
        using var packed = new GzipMembers(destination);
        var tar = new TarOutput(packed);
        List<ArchiveEntry> entries = [];
        foreach (var entry in manifest.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isReplaced = entry.Path == path;
            var written = isReplaced ? entry with { Size = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) } : entry;
            entries.Add(written);
            if (entry.Kind == ArchiveEntryKind.Directory)
            {
                tar.Directory(entry.Path, entry.Mode);
                continue;
            }

            tar.BeginFile(entry.Path, entry.Mode, written.Size);
            if (isReplaced)
            {
                tar.Content(content);
            }
            else
            {
                Copy(manifest.HardLinks.GetValueOrDefault(entry.Path, entry.Path), tar);
            }

            tar.EndFile();
        }

        tar.End();
        packed.Finish();
        return new ArchiveManifest(entries, hasVaultPass: false, []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        unpacked?.Dispose();
        CryptographicOperations.ZeroMemory(buffer);
    }

    private void Copy(string path, TarOutput tar)
    {
        if (!Find(path) && !Find(path))
        {
            throw new InvalidOperationException("the archive is not the one that was inspected");
        }

        while (input!.Read(buffer) is > 0 and var count)
        {
            tar.Content(buffer.AsSpan(0, count));
        }
    }

    // Our own archives have the order of the manifest and are read once. Others are read again from the start when the end is reached.
    private bool Find(string path)
    {
        if (input is null)
        {
            unpacked = new GzipContent(archive);
            input = new TarInput(unpacked, ArchiveLimits.Format);
        }

        while (input.Next(CancellationToken.None) is { } header)
        {
            if (header.Type == '0' && ArchivePass.Plain(header) == path)
            {
                return true;
            }
        }

        unpacked!.Dispose();
        (unpacked, input) = (null, null);
        return false;
    }
}
