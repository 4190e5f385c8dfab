using TazPod.Testing;

namespace TazPod.Vault.Doors.Tests.Support;

/// <summary>A directory for the files of one test.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly TemporaryDirectory directory = new("doors");

    public string Path(string name) => directory.Combine(name.Split('/'));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
    }

    public string Read(string name) => File.ReadAllText(Path(name));

    public void Dispose() => directory.Dispose();
}
