using System.Net;
using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class AttemptReportTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> lines = [];

    [Fact]
    public async Task A_user_is_told_when_the_answer_to_an_upload_takes_long()
    {
        var silent = new SilentHandler();
        var asking = SendAsync(silent, new ByteArrayContent(new byte[100]));
        await silent.Received;

        clock.Advance(TimeSpan.FromSeconds(11));
        silent.Answer();
        await asking;

        Assert.Equal(["no answer from store.example for 10 s, waiting up to 100 s"], lines);
    }

    [Fact]
    public async Task An_upload_that_moves_is_no_silence()
    {
        var silent = new SilentHandler { EachBlock = () => clock.Advance(TimeSpan.FromSeconds(9)) };
        var asking = SendAsync(silent, new ByteArrayContent(new byte[100]));
        await silent.Received;

        clock.Advance(TimeSpan.FromSeconds(9));
        silent.Answer();
        await asking;

        Assert.Empty(lines);
    }

    [Fact]
    public async Task An_attempt_beyond_the_announced_number_has_no_position()
    {
        var broken = new BrokenHandler();
        using var report = new AttemptReport(broken, new WaitingUser { Show = lines.Add }, TimeSpan.FromSeconds(100), clock);
        using var invoker = new HttpMessageInvoker(report);
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "http://store.example/key") { Content = new ByteArrayContent([1]) };
            request.Headers.Add("amz-sdk-invocation-id", "one");
            request.Headers.Add("amz-sdk-request", $"attempt={Math.Min(attempt, 3)}; max=3");
            await Assert.ThrowsAsync<IOException>(() => invoker.SendAsync(request, CancellationToken.None));
        }

        const string Broke = "the upload to store.example broke off, trying again";
        Assert.Equal([$"{Broke} (2 of 3)", $"{Broke} (3 of 3)", Broke], lines);
    }

    private async Task SendAsync(HttpMessageHandler inner, HttpContent content)
    {
        var user = new WaitingUser { Show = lines.Add };
        using var invoker = new HttpMessageInvoker(new AttemptReport(inner, user, TimeSpan.FromSeconds(100), clock));
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://store.example/key") { Content = content };
        using var response = await invoker.SendAsync(request, CancellationToken.None);
    }

    private sealed class BrokenHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new IOException("broken");
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource received = new();
        private readonly TaskCompletionSource answered = new();

        public Action EachBlock { get; init; } = static () => { };

        public Task Received => received.Task;

        public void Answer() => answered.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            EachBlock();
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            received.SetResult();
            await answered.Task;
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
