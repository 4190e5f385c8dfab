using System.Globalization;
using Cake.Core;

namespace TazPod.Build.Demo;

/// <summary>Made-up secrets of every kind: nested, empty, binary, executable, with a non-ASCII name.</summary>
internal static class SampleSecrets
{
    private const string Edited = "database/password";

    public static void Write(string directory)
    {
        Put("api-token", "demo-token-1"u8);
        Put(Edited, "correct horse battery staple\n"u8);
        Put("database/empty", []);
        Put("tls/key.der", Enumerable.Range(0, 4096).Select(i => (byte)(i * 31)).ToArray());
        Put("scripts/login.sh", "#!/bin/sh\nexit 0\n"u8);
        Put("grüße.txt", "naïve café\n"u8);
        if (!OperatingSystem.IsWindows())
        {
            var script = Path.Combine(directory, "scripts/login.sh");
            File.SetUnixFileMode(script, File.GetUnixFileMode(script) | UnixFileMode.UserExecute);
        }

        void Put(string name, ReadOnlySpan<byte> content)
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }

    public static void Edit(string directory) => File.AppendAllText(Path.Combine(directory, Edited), "and a second one\n");

    /// <returns>One line on what was compared.</returns>
    /// <exception cref="CakeException">The trees differ.</exception>
    public static string Compare(string expected, string actual)
    {
        var names = Names(expected);
        if (!names.SequenceEqual(Names(actual)))
            throw new CakeException($"'{expected}' and '{actual}' do not contain the same files");

        foreach (var name in names)
        {
            var (first, second) = (Path.Combine(expected, name), Path.Combine(actual, name));
            if (!File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)))
                throw new CakeException($"'{second}' has another content than '{first}'");
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(first) != File.GetUnixFileMode(second))
                throw new CakeException($"'{second}' does not have the mode of '{first}'");
        }

        var bytes = names.Sum(name => new FileInfo(Path.Combine(expected, name)).Length);
        return string.Create(CultureInfo.InvariantCulture, $"equal: {names.Length} files, {bytes} bytes, every byte and every mode");
    }

    private static string[] Names(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file))
            .Order(StringComparer.Ordinal),
    ];
}
