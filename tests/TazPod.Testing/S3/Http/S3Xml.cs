using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace TazPod.Testing.S3.Http;

/// <summary>XML as S3 writes and reads it.</summary>
internal static class S3Xml
{
    // Keys can contain characters that XML 1.0 forbids; S3 still sends them.
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static byte[] Write(XElement document)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
            document.WriteTo(writer);
        return buffer.ToArray();
    }

    /// <summary>The document without namespaces, so that callers need not know which one a client used.</summary>
    public static XElement Read(ReadOnlyMemory<byte> body, string root)
    {
        XElement document;
        try
        {
            document = XElement.Load(new MemoryStream(body.ToArray()));
        }
        catch (XmlException)
        {
            throw S3Exception.MalformedXml();
        }

        foreach (var element in document.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return document.Name == root ? document : throw S3Exception.MalformedXml();
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string HttpTime(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    public static string Quoted(string etag) => $"\"{etag}\"";
}
