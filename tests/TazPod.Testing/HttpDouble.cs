using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TazPod.Testing;

/// <summary>An HTTP server on a free port of 127.0.0.1. The test defines its responses, and it records its requests.</summary>
public sealed class HttpDouble : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly List<(string Line, string Body)> requests = [];

    private HttpDouble(WebApplication application) => this.application = application;

    /// <summary>Its address, without a trailing slash.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Method and path with query of every request, and its body.</summary>
    public IReadOnlyList<(string Line, string Body)> Requests
    {
        get
        {
            lock (requests)
                return [.. requests];
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="answer">Returns the status and the body (JSON or XML) for a request and its body.</param>
    /// <param name="contentType">The content type of every response; null detects XML or JSON.</param>
    public static Task<HttpDouble> StartAsync(Func<HttpRequest, string, (int Status, string Body)> answer, string? contentType = null) =>
        StartAsync((request, body) =>
        {
            var (status, text) = answer(request, body);
            return (status, contentType ?? (text.StartsWith('<') ? "text/xml" : "application/json"), Encoding.UTF8.GetBytes(text));
        });

    /// <summary>Starts one that serves files.</summary>
    /// <param name="files">The content of each, by path.</param>
    public static Task<HttpDouble> ServeAsync(IReadOnlyDictionary<string, byte[]> files) => StartAsync((request, _) =>
        files.TryGetValue(request.Path.Value!, out var content) ? (200, "application/octet-stream", content) : (404, "text/plain", []));

    private static async Task<HttpDouble> StartAsync(Func<HttpRequest, string, (int Status, string Type, byte[] Content)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var made = new HttpDouble(builder.Build());
        made.application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            lock (made.requests)
                made.requests.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", body));
            (context.Response.StatusCode, context.Response.ContentType, var content) = answer(context.Request, body);
            await context.Response.Body.WriteAsync(content);
        });
        await made.application.StartAsync();
        made.Url = made.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return made;
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => application.DisposeAsync();
}
