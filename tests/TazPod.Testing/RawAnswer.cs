using System.Globalization;
using System.Text;

namespace TazPod.Testing;

/// <summary>A response, byte for byte.</summary>
/// <param name="Status">The text after the version in the status line.</param>
/// <param name="Headers">All headers except those that determine the end of the body.</param>
/// <param name="Body">Its content.</param>
public sealed record RawAnswer(string Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>How the end of the body is marked; by default with a length.</summary>
    public BodyEnd End { get; init; } = BodyEnd.Length;

    /// <summary>The version in the status line.</summary>
    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>The length that is sent instead of the body's actual length.</summary>
    public long? Length { get; init; }

    /// <summary>The number of bytes of the body after which the connection is closed.</summary>
    public int? CutAt { get; init; }

    /// <summary>Bytes before the status line, such as an interim response.</summary>
    public string Before { get; init; } = "";

    /// <summary>Extra bytes after the body.</summary>
    public string After { get; init; } = "";

    /// <summary>Whether the connection is closed afterwards, without a Connection header.</summary>
    public bool Closes { get; init; }

    /// <summary>A header's value; null when it does not exist.</summary>
    public string? this[string name] =>
        Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    /// <summary>The status code.</summary>
    public int Code => int.Parse(Status.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The same with one header set; null removes it.</summary>
    public RawAnswer With(string name, string? value) => Without(name) is var bare && value is null
        ? bare
        : bare with { Headers = [.. bare.Headers, (name, value!)] };

    /// <summary>The same without some headers; a star at the end matches any suffix.</summary>
    public RawAnswer Without(string name) => this with
    {
        Headers = [.. Headers.Where(header => name.EndsWith('*')
            ? !header.Name.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase)
            : !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))],
    };

    internal byte[] ToBytes(bool isHead)
    {
        var text = new StringBuilder(Before).Append(CultureInfo.InvariantCulture, $"{Version} {Status}\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        var isBodiless = isHead || Code is 204 or 304;
        text.Append(End switch
        {
            BodyEnd.Length when Code is not 204 and not 304 => $"Content-Length: {Length ?? Body.Length}\r\n",
            BodyEnd.Chunks when !isBodiless => "Transfer-Encoding: chunked\r\n",
            _ => "",
        }).Append("\r\n");
        IEnumerable<byte> bytes = Encoding.Latin1.GetBytes(text.ToString());
        if (!isBodiless)
        {
            bytes = bytes.Concat(End == BodyEnd.Chunks ? Chunked() : Body[..(CutAt ?? Body.Length)]);
        }

        return [.. bytes, .. Encoding.Latin1.GetBytes(After)];
    }

    private IEnumerable<byte> Chunked()
    {
        var sent = Body[..(CutAt ?? Body.Length)];
        var chunks = sent.Chunk(1000).SelectMany(chunk =>
            Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n").Concat(chunk).Concat("\r\n"u8.ToArray()));
        return CutAt is null ? chunks.Concat("0\r\n\r\n"u8.ToArray()) : chunks;
    }
}
