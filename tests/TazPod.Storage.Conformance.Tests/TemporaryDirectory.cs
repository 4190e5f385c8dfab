namespace TazPod.Storage.Conformance.Tests;

/// <summary>A directory of its own for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tazpod-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
