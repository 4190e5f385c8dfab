using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TazPod.Testing;

/// <summary>A TCP proxy for a real HTTP server that breaks one request, on real sockets.</summary>
/// <remarks>It parses only as much of HTTP/1.1 as is needed to separate requests: heads, lengths and chunks. The head is passed on
/// unchanged. So signatures that cover the host are valid if the client signs for the proxy's own address.</remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Uri target;
    private readonly Task accepting;
    private readonly Lock gate = new();
    private readonly List<string> requests = [];
    private ProxyFault fault = ProxyFault.None;
    private int faultAt;

    /// <summary>Starts a proxy for a server.</summary>
    public FaultProxy(Uri target)
    {
        this.target = target;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>The address that clients use.</summary>
    public Uri Url { get; }

    /// <summary>The request lines since the last <see cref="Strike"/>, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Restarts the count at 1 and applies this fault to the n-th request from now on; 0 for none.</summary>
    public void Strike(ProxyFault kind, int number)
    {
        lock (gate)
        {
            requests.Clear();
            (fault, faultAt) = (kind, number);
        }
    }

    /// <inheritdoc/>
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
                var client = await listener.AcceptSocketAsync(stopping.Token);
                _ = ServeAsync(client, stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, target.Port, stop);
            var near = new HttpReader(client);
            var far = new HttpReader(server);
            while (await near.HeadAsync(stop) is { } head)
            {
                if (!await PassAsync(head, near, far, Next(head), stop))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // one side closed the connection
        }
        finally
        {
            client.Dispose();
        }
    }

    private ProxyFault Next(string head)
    {
        lock (gate)
        {
            requests.Add(head[..head.IndexOf('\r', StringComparison.Ordinal)]);
            var isStruck = requests.Count == faultAt || (fault == ProxyFault.GoneFromHereOn && requests.Count > faultAt && faultAt > 0);
            return isStruck ? fault : ProxyFault.None;
        }
    }

    // Returns whether the connection stays open.
    private static async Task<bool> PassAsync(string head, HttpReader near, HttpReader far, ProxyFault fault, CancellationToken stop)
    {
        switch (fault)
        {
            case ProxyFault.ResetBeforeForwarding or ProxyFault.GoneFromHereOn:
                Reset(near.Socket);
                return false;
            case ProxyFault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                return false;
        }

        await SendAsync(far.Socket, head, stop);
        if (head.Contains("Expect: 100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await SendAsync(near.Socket, await far.HeadAsync(stop) ?? throw new IOException(), stop);
        }

        await near.BodyAsync(head, hasNone: false, bytes => HttpReader.SendAsync(far.Socket, bytes, stop), stop);
        var answer = await far.HeadAsync(stop) ?? throw new IOException("no answer");
        if (fault == ProxyFault.ResetAfterCommit)
        {
            Reset(near.Socket);
            return false;
        }

        if (fault == ProxyFault.ResetAfterFirstByte)
        {
            await SendAsync(near.Socket, answer[..1], stop);
            Reset(near.Socket);
            return false;
        }

        await SendAsync(near.Socket, answer, stop);
        var isBodiless = head.StartsWith("HEAD ", StringComparison.Ordinal) || answer.Contains(" 204 ", StringComparison.Ordinal)
            || answer.Contains(" 304 ", StringComparison.Ordinal);
        var isCut = false;
        var sent = 0;
        await far.BodyAsync(answer, isBodiless, DeliverAsync, stop);
        return !isCut;

        async Task DeliverAsync(Memory<byte> bytes)
        {
            if (isCut)
            {
                return;
            }

            if (fault == ProxyFault.CutBody)
            {
                await HttpReader.SendAsync(near.Socket, bytes[..(bytes.Length / 2)], stop);
                isCut = true;
                near.Socket.Shutdown(SocketShutdown.Send);
                return;
            }

            if (fault == ProxyFault.FlipByte && sent == 0)
            {
                bytes.Span[bytes.Length / 2] ^= 1;
            }

            sent += bytes.Length;
            if (fault == ProxyFault.SlowDrip)
            {
                for (var at = 0; at < bytes.Length; at += 16)
                {
                    await HttpReader.SendAsync(near.Socket, bytes[at..Math.Min(at + 16, bytes.Length)], stop);
                    await Task.Delay(1, stop);
                }

                return;
            }

            await HttpReader.SendAsync(near.Socket, bytes, stop);
        }
    }

    // Closing a socket without lingering resets the connection.
    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    private static Task SendAsync(Socket socket, string text, CancellationToken stop) =>
        HttpReader.SendAsync(socket, Encoding.Latin1.GetBytes(text), stop);
}
