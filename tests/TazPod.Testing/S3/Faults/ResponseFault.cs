using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Carries out the request and changes its response.</summary>
internal sealed class ResponseFault(Func<S3Response, S3Response> alter) : Fault
{
    internal override async Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next) => alter(await next());
}
