using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Refuses some keys of a DeleteObjects request.</summary>
internal sealed class DeleteErrorFault(Func<string, bool> keys, string code) : Fault
{
    internal override Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next)
    {
        var others = exchange.KeyError;
        exchange.KeyError = key => keys(key) ? code : others(key);
        return next();
    }
}
