using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TazPod.Vault.Archive.Entries;

/// <summary>The contents of a tree, in an archive or in a directory. The same tree gives the same manifest.</summary>
/// <remarks>Owners and times are not included. Directories that only another entry's path implies are listed with mode 0700.</remarks>
internal sealed class ArchiveManifest
{
    /// <summary>TazPod's cached passphrase at the root of a tree. It is not part of the tree's content.</summary>
    public const string VaultPass = ".vault_pass";

    /// <summary>Creates a manifest of entries in any order.</summary>
    public ArchiveManifest(IEnumerable<ArchiveEntry> entries, bool hasVaultPass, IReadOnlyList<ArchiveNotice> notices)
    {
        Entries = [.. entries.OrderBy(entry => entry.Path, PathOrder.Instance)];
        HasVaultPass = hasVaultPass;
        Notices = notices;
    }

    /// <summary>Every file and directory in canonical order, without the root and its <see cref="VaultPass"/>.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Whether there was a <see cref="VaultPass"/> at the root.</summary>
    public bool HasVaultPass { get; }

    /// <summary>Entries that were left out or changed.</summary>
    public IReadOnlyList<ArchiveNotice> Notices { get; }

    /// <summary>For every file that the archive stores as a hard link: the path of the file that holds its content.</summary>
    public IReadOnlyDictionary<string, string> HardLinks { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether there are no entries.</summary>
    public bool IsEmpty => Entries.Count == 0;

    /// <summary>Number of files.</summary>
    public int FileCount => Entries.Count(entry => entry.Kind == ArchiveEntryKind.File);

    /// <summary>Number of directories.</summary>
    public int DirectoryCount => Entries.Count - FileCount;

    /// <summary>Bytes of all files.</summary>
    public long ContentBytes => Entries.Sum(entry => entry.Size);

    /// <summary>Whether the contents of files were hashed (the default). Trees without hashes cannot be compared.</summary>
    public bool IsHashed { get; init; } = true;

    /// <summary>Whether both trees are the same: paths, kinds, modes and contents.</summary>
    /// <exception cref="InvalidOperationException">The contents of one tree were not hashed.</exception>
    public bool HasSameContentAs(ArchiveManifest other) => Hashed().Entries.SequenceEqual(other.Hashed().Entries);

    /// <summary>HMAC-SHA256 over the canonical list. Under one key, it is equal exactly when the trees are the same.</summary>
    /// <remarks>Each entry is its kind (one byte), mode (four bytes), size (eight), path length (four), path and, for a file, SHA-256.
    /// Numbers are big-endian. The length prefixes make the encoding unambiguous.</remarks>
    public byte[] ComputeMac(ReadOnlySpan<byte> key)
    {
        Hashed();
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> header = stackalloc byte[17];
        foreach (var entry in Entries)
        {
            var path = Encoding.UTF8.GetBytes(entry.Path);
            header[0] = (byte)entry.Kind;
            BinaryPrimitives.WriteInt32BigEndian(header[1..], entry.Mode);
            BinaryPrimitives.WriteInt64BigEndian(header[5..], entry.Size);
            BinaryPrimitives.WriteInt32BigEndian(header[13..], path.Length);
            mac.AppendData(header);
            mac.AppendData(path);
            mac.AppendData(Convert.FromHexString(entry.Sha256));
        }

        return mac.GetHashAndReset();
    }

    private ArchiveManifest Hashed() =>
        IsHashed ? this : throw new InvalidOperationException("the contents of this tree's files were not hashed");
}
