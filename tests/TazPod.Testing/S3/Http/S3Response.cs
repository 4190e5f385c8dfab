using System.Xml.Linq;

namespace TazPod.Testing.S3.Http;

/// <summary>A response that is ready to be sent. Status 0 means no response: the connection is closed.</summary>
internal sealed record S3Response(int Status)
{
    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The connection is closed without a response.</summary>
    public static S3Response Dropped { get; } = new(0);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = StoredObject.NoHeaders;

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The S3 error code, for the record of the request.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The number of bytes of the body after which the connection is closed; null sends all of it.</summary>
    public int? CutAt { get; init; }

    /// <summary>Whether the connection stays open, without data, where the body is cut.</summary>
    public bool Stalls { get; init; }

    /// <summary>A response without a body.</summary>
    public static S3Response Empty(int status, params (string Name, string? Value)[] headers) =>
        new(status) { Headers = HeadersOf(headers) };

    /// <summary>A response with an XML document in S3's namespace.</summary>
    public static S3Response Xml(XElement document, params (string Name, string? Value)[] headers)
    {
        foreach (var element in document.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        return new(200) { Headers = HeadersOf([("Content-Type", "application/xml"), .. headers]), Body = S3Xml.Write(document) };
    }

    /// <summary>An error document, by default with the status of the error.</summary>
    public static S3Response Error(S3Exception error, S3Request request, S3Quirks quirks, int? status = null)
    {
        var document = new XElement(
            "Error",
            new XElement("Code", error.Code),
            new XElement("Message", quirks.OmitErrorMessages ? "" : error.Message),
            error.Details.Select(d => new XElement(d.Element, d.Value)),
            new XElement("Resource", $"/{request.Bucket}/{request.Key}".TrimEnd('/')),
            new XElement("RequestId", RequestId(request)),
            new XElement("HostId", "127.0.0.1"));
        return new(status ?? error.Status)
        {
            ErrorCode = error.Code,
            Headers = HeadersOf([("Content-Type", "application/xml")]),
            Body = S3Xml.Write(document),
        };
    }

    /// <summary>The value of x-amz-request-id for this request.</summary>
    public static string RequestId(S3Request request) => $"TAZPODTEST{request.Number:D6}";

    private static Dictionary<string, string> HeadersOf(IEnumerable<(string Name, string? Value)> headers) =>
        headers.Where(h => h.Value is not null).ToDictionary(h => h.Name, h => h.Value!, StringComparer.OrdinalIgnoreCase);
}
