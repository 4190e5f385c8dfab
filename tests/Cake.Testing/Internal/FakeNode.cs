namespace Cake.Testing.Internal;

/// <summary>A file or directory that exists.</summary>
internal sealed class FakeNode(DateTime now)
{
    public byte[] Content { get; set; } = [];

    public FileAttributes Attributes { get; set; }

    public DateTime CreationTimeUtc { get; set; } = now;

    public DateTime LastAccessTimeUtc { get; set; } = now;

    public DateTime LastWriteTimeUtc { get; set; } = now;

    public UnixFileMode? UnixFileMode { get; set; }

    public FakeNode Copy(DateTime at) => new(at) { Content = Content, Attributes = Attributes, UnixFileMode = UnixFileMode };
}
