using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TazPod.Testing;

/// <summary>A proxy between a client and an HTTP server. It passes requests on and can change the responses.</summary>
public sealed class AnswerProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<RawRequest> requests = [];
    private readonly Uri target;
    private readonly Task accepting;

    /// <summary>Starts a proxy for a server.</summary>
    public AnswerProxy(Uri target)
    {
        this.target = target;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>The address that clients use.</summary>
    public Uri Url { get; }

    /// <summary>Creates the response to a request; the given function passes the request on. By default nothing is changed.</summary>
    public Func<RawRequest, Func<Task<RawAnswer>>, Task<RawAnswer>> Answer { get; set; } = static (_, pass) => pass();

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<RawRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
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
                _ = ServeAsync(await listener.AcceptSocketAsync(stopping.Token), stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        using var near = client;
        try
        {
            near.NoDelay = true;
            var reader = new HttpReader(near);
            while (await reader.HeadAsync(stop) is { } head)
            {
                var parts = head.Split(' ', 3);
                var request = new RawRequest(parts[0], parts[1], head);
                lock (gate)
                {
                    requests.Add(request);
                }

                var body = await WholeAsync(reader, head, hasNone: false, stop);
                var answer = await Answer(request, () => PassAsync(request, body, stop));
                await HttpReader.SendAsync(near, answer.ToBytes(request.IsHead), stop);
                if (answer.Closes || answer.End == BodyEnd.Close || answer.CutAt is not null)
                {
                    near.Shutdown(SocketShutdown.Both);
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // one side closed the connection
        }
    }

    private async Task<RawAnswer> PassAsync(RawRequest request, byte[] body, CancellationToken stop)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, target.Port, stop);
        await HttpReader.SendAsync(server, Encoding.Latin1.GetBytes(request.Head), stop);
        await HttpReader.SendAsync(server, body, stop);
        var reader = new HttpReader(server);
        var head = await reader.HeadAsync(stop) ?? throw new IOException("no answer");
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var content = await WholeAsync(reader, head, request.IsHead || lines[0].Contains(" 304", StringComparison.Ordinal), stop);
        var headers = lines[1..].Select(line => line.Split(':', 2)).Select(pair => (pair[0], pair[1].Trim())).ToList();
        var length = headers.FirstOrDefault(header => header.Item1.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Item2;
        return new RawAnswer(lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..], headers, content)
            .Without("Content-Length").Without("Transfer-Encoding").Without("Connection")
            with
        { Length = request.IsHead && length is not null ? long.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : null };
    }

    // The chunks of a request keep their framing, since they are passed on unchanged.
    private static async Task<byte[]> WholeAsync(HttpReader reader, string head, bool hasNone, CancellationToken stop)
    {
        using var whole = new MemoryStream();
        await reader.BodyAsync(
            head,
            hasNone,
            bytes =>
            {
                whole.Write(bytes.Span);
                return Task.CompletedTask;
            },
            stop);
        return whole.ToArray();
    }
}
