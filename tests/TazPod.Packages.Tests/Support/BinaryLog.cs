using System.IO.Compression;

namespace TazPod.Packages.Tests.Support;

/// <summary>A binary log, decompressed: the log itself, followed by every embedded archive of files.</summary>
internal static class BinaryLog
{
    public static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        using var log = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        log.CopyTo(bytes);
        var archive = bytes.ToArray().AsSpan().IndexOf("PK\u0003\u0004"u8);
        if (archive >= 0)
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()[archive..]));
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                content.CopyTo(bytes);
            }
        }

        return bytes.ToArray();
    }
}
