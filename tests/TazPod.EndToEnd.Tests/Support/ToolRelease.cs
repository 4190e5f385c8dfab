using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TazPod.Testing;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>A server that has the archive of <c>tazvault</c> where a release has it. The command in it is that of these tests.</summary>
internal sealed class ToolRelease : IAsyncDisposable
{
    public const string Version = "9.9.9";

    private readonly HttpDouble server;

    private ToolRelease(HttpDouble server, byte[] archive) => (this.server, Sha256) = (server, Convert.ToHexStringLower(SHA256.HashData(archive)));

    /// <summary>A shell script that is the command.</summary>
    public static string Script { get; } = $"#!/bin/sh\nexec {string.Join(' ', HostProcess.Tool.Select(word => $"'{word}'"))} \"$@\"\n";

    /// <summary>The address under which the versions are found.</summary>
    public string Url => $"{server.Url}/releases/download";

    /// <summary>The hash of the archive.</summary>
    public string Sha256 { get; }

    public static async Task<ToolRelease> StartAsync(string system)
    {
        var root = $"tazvault-{Version}-{system}";
        var archive = Archive($"{root}/tazvault");
        return new ToolRelease(
            await HttpDouble.ServeAsync(new Dictionary<string, byte[]> { [$"/releases/download/v{Version}/{root}.tar.gz"] = archive }), archive);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static byte[] Archive(string name)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(Script));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            });
        }

        return archive.ToArray();
    }
}
