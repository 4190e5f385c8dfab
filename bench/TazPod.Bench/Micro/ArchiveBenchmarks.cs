using BenchmarkDotNet.Attributes;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Sealing;

namespace TazPod.Bench.Micro;

/// <summary>The stages of saving and unlocking 16 MiB in 16 files, each by itself.</summary>
[InProcess]
[MemoryDiagnoser]
public class ArchiveBenchmarks
{
    private readonly string place = Directory.CreateTempSubdirectory("bench.").FullName;
    private readonly Passphrase passphrase = Passphrase.FromText("a passphrase for measuring");
    private byte[] archive = [];
    private byte[] image = [];

    [GlobalSetup]
    public void SetUp()
    {
        SampleTree.Write(Tree, 16, 16 << 20, 1);
        using var packed = new MemoryStream();
        ArchiveWriter.Write(Tree, packed, new ArchiveWriteOptions(), default);
        archive = packed.ToArray();
        image = Seal();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        passphrase.Dispose();
        Directory.Delete(place, recursive: true);
    }

    [Benchmark]
    public object Scan() => DirectoryScanner.Scan(Tree, new ArchiveWriteOptions(), default);

    [Benchmark]
    public object Pack() => ArchiveWriter.Write(Tree, Stream.Null, new ArchiveWriteOptions(), default);

    [Benchmark]
    public object Inspect() => ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default);

    [Benchmark]
    public byte[] Seal()
    {
        using var buffer = new TazPodSealingBuffer();
        buffer.Write(archive);
        return buffer.Seal(passphrase).ToArray();
    }

    [Benchmark]
    public int Open()
    {
        using var opened = VaultOpener.Open(image, passphrase);
        return opened.Content.Length;
    }

    private string Tree => Path.Combine(place, "secrets");
}
