using System.Net;
using System.Net.Sockets;

namespace TazPod.Vault.S3.Tests.Http;

/// <summary>Passes connections on to a server and counts them. It can hold back a response after a number of bytes.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Uri target;
    private readonly int? stallAfter;
    private readonly Task accepting;
    private int connections;

    public CountingRelay(Uri target, int? stallAfter = null)
    {
        this.target = target;
        this.stallAfter = stallAfter;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    public int Connections => Volatile.Read(ref connections);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                Interlocked.Increment(ref connections);
                _ = RelayAsync(client, stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // stopped
        }
    }

    private async Task RelayAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, target.Port, stop);
            await using var near = client.GetStream();
            await using var far = server.GetStream();
            await Task.WhenAny(near.CopyToAsync(far, stop), AnswerAsync(far, near, stop));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // one side closed the connection
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task AnswerAsync(NetworkStream far, NetworkStream near, CancellationToken stop)
    {
        var buffer = new byte[4096];
        var left = stallAfter ?? int.MaxValue;
        int count;
        while ((count = await far.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, left)), stop)) > 0)
        {
            await near.WriteAsync(buffer.AsMemory(0, count), stop);
            left -= stallAfter is null ? 0 : count;
            if (left == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }
        }
    }
}
