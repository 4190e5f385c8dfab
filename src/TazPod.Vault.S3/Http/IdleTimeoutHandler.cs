using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Http;

/// <summary>Aborts attempts during which the store is silent, and records the parts of a response that the SDK drops.</summary>
/// <remarks>The SDK's own timeout for S3 is 24.8 days, and a limit for the whole transfer would abort a slow but working one. Here the
/// clock restarts with every block that is transferred.</remarks>
internal sealed class IdleTimeoutHandler(HttpMessageHandler inner, TimeSpan timeout, TimeProvider clock) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The SDK sends Expect: 100-continue with uploads. A server that ignores it would delay each upload by a second.
        request.Headers.ExpectContinue = false;
        using var watch = new IdleTimeout(timeout, clock, cancellationToken);
        if (request.Content is { } content)
        {
            request.Content = new IdleTimeoutContent(content, watch.Moved);
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, watch.Token).ConfigureAwait(false);
        }
        catch (Exception) when (watch.Elapsed && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreSilentException(timeout);
        }

        RawResponseMetadata.Current?.Take(response.Headers);
        if (request.Method != HttpMethod.Head)
        {
            await WatchBodyAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private async Task WatchBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var original = response.Content;
        var body = await original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        response.Content = new StreamContent(new IdleTimeoutBody(body, timeout, clock));
        foreach (var (name, values) in original.Headers.NonValidated)
        {
            response.Content.Headers.TryAddWithoutValidation(name, values);
        }
    }
}
