using System.IO.Compression;
using System.Security.Cryptography;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>A gzip member with random content. Fed to a reader after an archive, it is returned only if everything before it was
/// complete.</summary>
internal sealed class GzipMark
{
    /// <summary>Bytes of content.</summary>
    public const int Size = 16;

    /// <summary>Creates an unpredictable mark.</summary>
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

    /// <summary>The content that the reader returns.</summary>
    public byte[] Content { get; }

    /// <summary>The packed member to feed to the reader.</summary>
    public byte[] Member { get; }
}
