using Microsoft.AspNetCore.Http;

namespace TazPod.Testing.S3.Http;

internal static class ResponseSender
{
    public static async Task SendAsync(HttpContext http, Exchange exchange, S3Response response)
    {
        if (response.Status == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = response.Status;
        http.Response.Headers.Server = "AmazonS3";
        http.Response.Headers.Date = S3Xml.HttpTime(exchange.State.Clock.GetUtcNow());
        http.Response.Headers["x-amz-request-id"] = S3Response.RequestId(exchange.Request);
        http.Response.Headers["x-amz-id-2"] = "127.0.0.1";
        foreach (var (name, value) in response.Headers)
            http.Response.Headers[name] = value;
        if (response.Status is 204 or 304)
            return;

        http.Response.ContentLength = response.Body.Length;
        if (http.Request.Method == "HEAD")
            return;
        var sent = response.CutAt is { } cut ? response.Body[..cut] : response.Body;
        try
        {
            // If there are fewer bytes than declared, Kestrel closes the connection after them, which is the cut.
            await http.Response.Body.WriteAsync(sent, exchange.GivenUp);
            if (response.Stalls)
            {
                await http.Response.Body.FlushAsync(exchange.GivenUp);
                await Task.Delay(Timeout.Infinite, exchange.GivenUp);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            http.Abort();
        }
    }
}
