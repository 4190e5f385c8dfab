using System.Text;
using System.Xml;

namespace TazPod.Vault.S3.Http;

/// <summary>The body of a short response, read completely.</summary>
internal sealed class ResponseBody
{
    // A page of 1000 keys of maximal length, with every character escaped, has 6 MB.
    private const int Longest = 16 << 20;
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true };

    private readonly ReadOnlyMemory<byte> bytes;

    private ResponseBody(ReadOnlyMemory<byte> bytes) => this.bytes = bytes;

    /// <summary>Whether nothing is left after removing leading white space.</summary>
    public bool IsEmpty => bytes.IsEmpty;

    /// <summary>Whether it begins like JSON.</summary>
    public bool IsJson => Start is ['{' or '[', ..];

    private string Start => Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, 64)]).TrimStart('\uFEFF').TrimStart();

    /// <summary>Reads the body without the leading white space that some servers send to keep a connection open.</summary>
    /// <exception cref="ForeignResponseException">It is longer than any response of S3.</exception>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var piece = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            whole.Write(piece, 0, count);
            if (whole.Length > Longest)
            {
                throw new ForeignResponseException($"has more than {Longest >> 20} MiB, which is more than S3 sends here");
            }
        }

        return new ResponseBody(WithoutBlanks(whole.ToArray()));
    }

    /// <summary>A new stream over the body, for the SDK.</summary>
    public Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>The local name of the XML document's root element; null when it is not XML or is truncated.</summary>
    public string? Root()
    {
        try
        {
            using var reader = XmlReader.Create(Open(), Strict);
            string? root = null;
            while (reader.Read())
            {
                root ??= reader.NodeType == XmlNodeType.Element ? reader.LocalName : null;
            }

            return root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>What the body is instead of the expected document, for messages.</summary>
    public string Describe() =>
        IsEmpty ? "is empty"
        : Start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || Start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || string.Equals(Root(), "html", StringComparison.OrdinalIgnoreCase) ? "is HTML, not S3's"
        : IsJson ? "is JSON, not S3's"
        : Root() is { } root ? $"is XML of another kind than S3's ('{(root.Length > 40 ? root[..40] : root)}')"
        : "is not XML as S3's would be, or was changed in transit";

    private static ReadOnlyMemory<byte> WithoutBlanks(ReadOnlyMemory<byte> bytes)
    {
        var start = 0;
        while (start < bytes.Length && bytes.Span[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        return bytes[start..];
    }
}
