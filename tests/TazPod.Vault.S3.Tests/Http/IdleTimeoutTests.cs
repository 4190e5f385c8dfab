using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class IdleTimeoutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_slow_transfer_with_progress_is_never_aborted()
    {
        using var watch = new IdleTimeout(Patience, clock, CancellationToken.None);
        for (var block = 0; block < 1000; block++)
        {
            clock.Advance(TimeSpan.FromSeconds(99));
            Assert.False(watch.Token.IsCancellationRequested);
            watch.Moved();
        }

        clock.Advance(TimeSpan.FromSeconds(101));
        Assert.True(watch.Elapsed);
    }

    [Fact]
    public void The_callers_cancellation_is_not_silence()
    {
        using var caller = new CancellationTokenSource();
        using var watch = new IdleTimeout(Patience, clock, caller.Token);
        caller.Cancel();
        Assert.True(watch.Token.IsCancellationRequested);
        Assert.False(watch.Elapsed);
    }

    [Fact]
    public async Task Every_block_of_an_upload_is_progress()
    {
        using var watch = new IdleTimeout(Patience, clock, CancellationToken.None);
        using var content = new IdleTimeoutContent(new SlowContent(clock), watch.Moved);
        await content.CopyToAsync(Stream.Null);
        Assert.False(watch.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Every_block_of_a_download_restarts_the_timeout()
    {
        await using var body = new IdleTimeoutBody(new SlowSource(clock), Patience, clock);
        var block = new byte[1];
        for (var count = 0; count < 10; count++)
        {
            Assert.Equal(1, await body.ReadAsync(block));
        }
    }

    [Fact]
    public void A_block_reported_after_the_end_is_harmless()
    {
        var watch = new IdleTimeout(Patience, clock, CancellationToken.None);
        watch.Dispose();
        watch.Moved();
        clock.Advance(TimeSpan.FromSeconds(101));
        Assert.False(watch.Token.IsCancellationRequested);
    }

    /// <summary>Sends a block every 60 seconds of the clock.</summary>
    private sealed class SlowContent(FakeTimeProvider clock) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (var block = 0; block < 10; block++)
            {
                clock.Advance(TimeSpan.FromSeconds(60));
                await stream.WriteAsync(new byte[1]);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 10;
            return true;
        }
    }

    /// <summary>Returns a byte every 60 seconds of the clock.</summary>
    private sealed class SlowSource(FakeTimeProvider clock) : MemoryStream(new byte[10])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Advance(TimeSpan.FromSeconds(60));
            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer[..1], cancellationToken);
        }
    }
}
