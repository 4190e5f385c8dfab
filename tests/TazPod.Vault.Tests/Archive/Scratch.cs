using System.Net.Sockets;
using System.Security.Cryptography;
using TazPod.Testing.Processes;

namespace TazPod.Vault.Tests.Archive;

/// <summary>A private folder for one test, and helpers for the entries of hostile and ordinary trees.</summary>
internal sealed class Scratch : IDisposable
{
    // Kept open: closing a socket removes its name.
    private readonly List<Socket> sockets = [];

    public Scratch() => Root = Directory.CreateTempSubdirectory("tp-").FullName;

    public string Root { get; }

    public string this[string relative] => Path.Join(Root, relative);

    public string MakeDirectory(string relative, int mode = 0b111_000_000)
    {
        Directory.CreateDirectory(this[relative]);
        SetMode(relative, mode);
        return this[relative];
    }

    public string Write(string relative, string content = "x", int mode = 0b110_000_000) =>
        Write(relative, System.Text.Encoding.UTF8.GetBytes(content), mode);

    public string Write(string relative, byte[] content, int mode = 0b110_000_000)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], content);
        SetMode(relative, mode);
        return this[relative];
    }

    public void SetMode(string relative, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[relative], (UnixFileMode)mode);
        }
    }

    public void MakePipe(string relative) => NamedPipe.Make(this[relative]);

    public void MakeSocket(string relative)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        sockets.Add(socket);
        socket.Bind(new UnixDomainSocketEndPoint(this[relative]));
    }

    /// <summary>Runs a tool and returns its output; skips the test if the tool is not installed.</summary>
    public static string Run(string tool, params string[] arguments)
    {
        try
        {
            return new TestCommand(tool, arguments).Do();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {tool}");
            throw;
        }
    }

    /// <summary>Everything below a folder: path, kind, mode and content, one line each.</summary>
    public string[] Listing(string relative = "") =>
        [.. Directory.EnumerateFileSystemEntries(this[relative], "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Describe)];

    public void Dispose()
    {
        sockets.ForEach(socket => socket.Dispose());
        if (OperatingSystem.IsWindows())
        {
            Directory.Delete(Root, recursive: true);
            return;
        }

        // Not with the framework, which cannot handle names that are not UTF-8.
        Run("chmod", "-R", "u+rwX", Root);
        Run("rm", "-rf", Root);
    }

    private string Describe(string path)
    {
        var info = new FileInfo(path);
        var mode = OperatingSystem.IsWindows() ? "" : Convert.ToString((int)info.UnixFileMode, 8);
        var content = info.LinkTarget is { } target ? $"-> {target}"
            : info.Exists && info.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
            : info.Exists ? "empty" : "directory";
        return $"{Path.GetRelativePath(Root, path)} {mode} {content}";
    }
}
