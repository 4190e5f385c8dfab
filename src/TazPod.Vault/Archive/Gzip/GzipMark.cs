using System.IO.Compression;
using System.Security.Cryptography;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>A gzip member with random content: given to a reader behind an archive, it comes out only if all before it was whole.</summary>
internal sealed class GzipMark
{
    /// <summary>Bytes of content.</summary>
    public const int Size = 16;

    /// <summary>Makes one that nobody can foresee.</summary>
    public GzipMark()
    {
        Content = RandomNumberGenerator.GetBytes(Size);
        var member = new MemoryStream();
        using (var packer = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            packer.Write(Content);
        }

        Member = member.ToArray();
    }

    /// <summary>What comes out.</summary>
    public byte[] Content { get; }

    /// <summary>What is given in.</summary>
    public byte[] Member { get; }
}
