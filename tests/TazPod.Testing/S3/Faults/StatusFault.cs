using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Answers with an error, whether or not the request was carried out.</summary>
internal sealed class StatusFault(S3Exception error, int status, bool commit) : Fault
{
    internal override async Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next)
    {
        if (commit)
            await next();
        else
            await exchange.ReadBodyAsync();
        return S3Response.Error(error, exchange.Request, exchange.State.Quirks, status);
    }
}
