using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Http;

/// <summary>Says when the SDK sends a request again, or when the store does not answer for long. The SDK itself is silent.</summary>
internal sealed partial class AttemptReport(HttpMessageHandler inner, WaitingUser user, TimeSpan timeout, TimeProvider clock) : DelegatingHandler(inner)
{
    private const string Attempt = "amz-sdk-request";
    private const string Invocation = "amz-sdk-invocation-id";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    // How many attempts of each request failed, and why the last one did. The SDK does not count all of them itself.
    private readonly ConcurrentDictionary<string, (string Why, int Count)> failures = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri?.Authority ?? "the store";
        var invocation = Header(request, Invocation) ?? "";
        if (failures.TryRemove(invocation, out var failed) && Most().Match(Header(request, Attempt) ?? "") is { Success: true } most)
        {
            user.Say($"{failed.Why}, trying again{Position(failed.Count + 1, most.Groups[1].Value)}");
        }

        using var waiting = clock.CreateTimer(
            _ => user.Say(string.Create(
                CultureInfo.InvariantCulture, $"no answer from {host} for {Long.TotalSeconds:0} s, waiting up to {timeout.TotalSeconds:0} s")),
            null,
            timeout > Long ? Long : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        var isUpload = request.Content is not null;
        if (request.Content is { } content && timeout > Long)
        {
            request.Content = new IdleTimeoutContent(content, () => waiting.Change(Long, Timeout.InfiniteTimeSpan));
        }

        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            {
                failures[invocation] = (string.Create(CultureInfo.InvariantCulture, $"{host} answered {(int)response.StatusCode}"), failed.Count + 1);
            }

            return response;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failures[invocation] = (Why(exception, host, isUpload), failed.Count + 1);
            throw;
        }
    }

    // A server that refuses an upload can answer and close the connection while it is being sent. Then the answer is lost.
    private static string Why(Exception exception, string host, bool isUpload) => exception switch
    {
        ForeignResponseException foreign => $"{host}: {foreign.Message}",
        StoreSilentException or HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        } => $"no answer from {host}",
        _ => isUpload ? $"the upload to {host} broke off" : $"no answer from {host}",
    };

    // The SDK sends some requests more often than it says.
    private static string Position(int attempt, string most) =>
        attempt <= int.Parse(most, CultureInfo.InvariantCulture) ? string.Create(CultureInfo.InvariantCulture, $" ({attempt} of {most})") : "";

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    [GeneratedRegex(@"max=(\d+)")]
    private static partial Regex Most();
}
