using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace TazPod.Vault.S3.Http;

/// <summary>Renames the root element of a GetPublicAccessBlock response to the name that the SDK expects. Ceph uses another name, with
/// which the SDK would read the switches as unknown.</summary>
internal sealed class PublicAccessNames(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Parameter = "?publicAccessBlock";
    private const string Right = "PublicAccessBlockConfiguration";
    private const int Longest = 64 * 1024;
    private static readonly string[] Switches = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Method == HttpMethod.Get && response.StatusCode == HttpStatusCode.OK
            && request.RequestUri?.Query.StartsWith(Parameter, StringComparison.Ordinal) == true)
        {
            await response.Content.LoadIntoBufferAsync(Longest, cancellationToken).ConfigureAwait(false);
            if (Renamed(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)) is { } text)
            {
                response.Content = new StringContent(text, Encoding.UTF8, "application/xml");
            }
        }

        return response;
    }

    // Null when the name is right already, or when this is some other document.
    private static string? Renamed(string text)
    {
        try
        {
            var root = XDocument.Parse(text).Root!;
            if (root.Name.LocalName == Right || !root.Elements().Any(element => Switches.Contains(element.Name.LocalName)))
            {
                return null;
            }

            root.Name = root.Name.Namespace + Right;
            return root.ToString();
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
