using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TazPod.Testing.S3.Faults;
using TazPod.Testing.S3.Operations;
using TazPod.Testing.S3.Signing;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Http;

/// <summary>The application that Kestrel calls: reads a request, applies the faults and the operation, records it and sends the
/// response.</summary>
internal sealed class S3Application(S3State state, RequestVerifier verifier, FaultRules faults, RequestLog log, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    private readonly OperationTable operations = new();
    private readonly DroppedRequests dropped = new();
    private long arrived;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var exchange = new Exchange(context, state, target, Describe(context.Request, target), givenUp.Token);
        if (dropped.Contains(exchange.Request))
        {
            context.Abort();
            return;
        }

        Func<Task<S3Response>> answer = () => HandleAsync(exchange);
        foreach (var fault in faults.For(exchange.Request).Reverse())
        {
            var inner = answer;
            answer = () => fault.ApplyAsync(exchange, inner);
        }

        S3Response response;
        try
        {
            response = await answer();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            response = S3Response.Dropped;
        }

        if (response.Status == 0 && !exchange.GivenUp.IsCancellationRequested)
            dropped.Add(exchange.Request);

        // Recorded before it is sent, so that a client that has the response finds the record.
        log.Add(Outcome(exchange, response));
        await ResponseSender.SendAsync(context, exchange, response);
    }

    private S3Request Describe(HttpRequest request, RequestTarget target)
    {
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', (IEnumerable<string?>)h.Value), StringComparer.OrdinalIgnoreCase);
        return new S3Request
        {
            Number = Interlocked.Increment(ref arrived),
            Operation = OperationName.Of(request.Method, target, headers),
            Method = request.Method,
            Bucket = target.Bucket,
            Key = target.Key,
            Query = target.Parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value),
            Headers = headers,
        };
    }

    private async Task<S3Response> HandleAsync(Exchange exchange)
    {
        // The whole body is read even if the request will be refused. An early response would reset the connection of a client that is
        // still sending, and the test would see that reset instead of the error.
        var body = await exchange.ReadBodyAsync();
        try
        {
            var (credential, payload) = verifier.Verify(exchange.Target, exchange.Request, body);
            exchange.BytesIn = payload.Content.Length;
            return operations.Run(new S3Call(state, exchange.Request, credential, payload, exchange.KeyError));
        }
        catch (S3Exception error)
        {
            return S3Response.Error(error, exchange.Request, state.Quirks);
        }
#pragma warning disable CA1031 // A bug of this endpoint must reach the test as a response that describes it.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return S3Response.Error(new S3Exception(500, "InternalError", $"The test endpoint failed: {bug}"), exchange.Request, S3Quirks.Aws);
        }
    }

    private static S3Request Outcome(Exchange exchange, S3Response response) => exchange.Request with
    {
        Status = response.Status,
        ErrorCode = response.ErrorCode,
        BytesIn = exchange.BytesIn,
        BytesOut = exchange.Request.Method == "HEAD" ? 0 : response.CutAt ?? response.Body.Length,
    };
}
