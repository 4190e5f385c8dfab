using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Sends no response: closes the connection at once, or only when the client gives up.</summary>
internal sealed class DropFault(bool commit, bool hang) : Fault
{
    internal override async Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next)
    {
        if (commit)
            await next();
        if (hang)
            await Task.Delay(Timeout.Infinite, exchange.GivenUp).ContinueWith(static _ => { }, TaskScheduler.Default);
        return S3Response.Dropped;
    }
}
