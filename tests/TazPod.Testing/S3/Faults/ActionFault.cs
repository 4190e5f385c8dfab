using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Runs an action of the test between the arrival of the request and its response.</summary>
internal sealed class ActionFault(Func<Task> action, bool after) : Fault
{
    internal override async Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next)
    {
        if (after)
        {
            var response = await next();
            await action();
            return response;
        }

        await exchange.ReadBodyAsync();
        await action();
        return await next();
    }
}
