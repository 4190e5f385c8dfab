using TazPod.Vault.Archive.Gzip;

namespace TazPod.Vault.Tests.Archive.Gzip;

public sealed class ReadAheadTests
{
    [Fact]
    public void It_reads_all_of_a_long_source_in_order()
    {
        var content = new byte[3_000_001];
        new Random(1).NextBytes(content);
        using var ahead = new ReadAhead(new MemoryStream(content));
        using var read = new MemoryStream();

        ahead.CopyTo(read);

        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public void A_failure_is_thrown_where_the_source_failed()
    {
        using var ahead = new ReadAhead(new FailingStream());
        var buffer = new byte[FailingStream.Good];

        ahead.ReadExactly(buffer);

        Assert.Throws<InvalidDataException>(() => ahead.ReadByte());
    }

    [Fact]
    public void A_caller_that_stops_in_the_middle_does_not_wait()
    {
        using var ahead = new ReadAhead(new MemoryStream(new byte[50_000_000]));

        Assert.Equal(0, ahead.ReadByte());
    }

    private sealed class FailingStream : MemoryStream
    {
        public const int Good = 512 * 1024;

        public FailingStream()
            : base(new byte[Good])
        {
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var count ? count : throw new InvalidDataException();
    }
}
