using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TazPod.Testing;

/// <summary>Reads messages from one socket.</summary>
internal sealed class HttpReader(Socket socket)
{
    private readonly byte[] one = new byte[1];

    public Socket Socket => socket;

    /// <summary>Sends all bytes.</summary>
    public static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, stop)..];
        }
    }

    /// <summary>The next head with its empty line; null when the other side has closed the connection.</summary>
    public async Task<string?> HeadAsync(CancellationToken stop)
    {
        var head = new StringBuilder();
        do
        {
            if (await LineAsync(stop) is not { } line)
            {
                return null;
            }

            head.Append(line);
            if (line == "\r\n")
            {
                return head.ToString();
            }
        }
        while (true);
    }

    public async Task BodyAsync(string head, bool hasNone, Func<Memory<byte>, Task> deliver, CancellationToken stop)
    {
        if (hasNone)
        {
            return;
        }

        if (Header(head, "Transfer-Encoding") is "chunked")
        {
            int size;
            do
            {
                var line = await LineAsync(stop) ?? throw new IOException("cut");
                size = int.Parse(line.AsSpan(0, line.AsSpan().IndexOfAny(';', '\r')), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                byte[] chunk = [.. Encoding.Latin1.GetBytes(line), .. await ExactlyAsync(size + 2, stop)];
                await deliver(chunk);
            }
            while (size > 0);
            return;
        }

        for (var left = int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture); left > 0;)
        {
            var part = await ExactlyAsync(Math.Min(left, 64 * 1024), stop);
            await deliver(part);
            left -= part.Length;
        }
    }

    private static string? Header(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private async Task<byte[]> ExactlyAsync(int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(at), stop);
            at += read > 0 ? read : throw new IOException("cut");
        }

        return bytes;
    }

    private async Task<string?> LineAsync(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (await socket.ReceiveAsync(one, stop) == 1)
        {
            line.Append((char)one[0]);
            if (one[0] == '\n')
            {
                return line.ToString();
            }
        }

        return null;
    }
}
