namespace Cake.Testing.Internal;

/// <summary>A stream over a copy of a file's content. Flushing or closing it stores the copy.</summary>
internal sealed class FakeFileStream : Stream
{
    private readonly MemoryStream _content = new();
    private readonly FileAccess _access;
    private readonly bool _append;
    private readonly Action<byte[]> _store;
    private bool _changed;

    public FakeFileStream(byte[] content, FileAccess access, bool append, Action<byte[]> store)
    {
        _content.Write(content);
        _content.Position = append ? content.Length : 0;
        _access = access;
        _append = append;
        _store = store;
    }

    public override bool CanRead => _access.HasFlag(FileAccess.Read);

    public override bool CanWrite => _access.HasFlag(FileAccess.Write);

    public override bool CanSeek => true;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => _content.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Require(FileAccess.Read);
        return _content.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Require(FileAccess.Write);
        if (_append)
            _content.Position = _content.Length;
        _content.Write(buffer, offset, count);
        _changed = true;
    }

    public override void SetLength(long value)
    {
        Require(FileAccess.Write);
        _content.SetLength(value);
        _changed = true;
    }

    public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

    public override void Flush()
    {
        if (!_changed)
            return;

        _changed = false;
        _store(_content.ToArray());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Require(FileAccess access)
    {
        if (!_access.HasFlag(access))
            throw new NotSupportedException($"The stream was not opened for {access}.");
    }
}
