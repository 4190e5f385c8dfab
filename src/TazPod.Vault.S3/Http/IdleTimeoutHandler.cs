using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Http;

/// <summary>Ends attempts during which the store is silent, and notes what the SDK drops from its answers.</summary>
/// <remarks>The SDK's own timeout is 24.8 days for S3, and one number for a whole transfer would cut a slow but moving one: here the
/// clock starts again with every block that moves.</remarks>
internal sealed class IdleTimeoutHandler(HttpMessageHandler inner, TimeSpan timeout, TimeProvider clock) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The SDK asks for 100-continue with uploads; servers that ignore it would cost each one a waiting second.
        request.Headers.ExpectContinue = false;
        using var watch = new IdleTimeout(timeout, clock, cancellationToken);
        if (request.Content is { } content)
        {
            request.Content = new IdleTimeoutContent(content, watch);
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, watch.Token);
        }
        catch (Exception) when (watch.Elapsed && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreSilentException(timeout);
        }

        RawResponseMetadata.Current?.Take(response.Headers);
        if (request.Method != HttpMethod.Head)
        {
            await WatchBodyAsync(response, cancellationToken);
        }

        return response;
    }

    private async Task WatchBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var original = response.Content;
        var body = await original.ReadAsStreamAsync(cancellationToken);
        response.Content = new StreamContent(new IdleTimeoutBody(body, timeout, clock));
        foreach (var (name, values) in original.Headers.NonValidated)
        {
            response.Content.Headers.TryAddWithoutValidation(name, values);
        }
    }
}
