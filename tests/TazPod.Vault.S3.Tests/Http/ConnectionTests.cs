using System.Net;
using System.Net.Sockets;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class ConnectionTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public async Task A_whole_push_takes_one_connection()
    {
        await using var store = await TestStore.StartAsync();
        await using var relay = new CountingRelay(store.Endpoint.Url);
        using var client = store.With(options => options with { Endpoint = relay.Url });
        Assert.Null((await client.HeadObjectAsync("a")).Head);
        await client.ListObjectsAsync("history/");
        var put = await client.PutObjectAsync("a", new byte[100_000], NoLabels, WriteCondition.IfAbsent);
        await client.CopyObjectAsync("a", put.ETag, "history/b");
        await client.DeleteObjectsAsync(["history/b"]);
        await using (var download = await client.GetObjectAsync("a"))
        {
            await download.Content.CopyToAsync(Stream.Null);
        }

        await client.HeadObjectAsync("a");
        Assert.Equal(1, relay.Connections);
    }

    [Fact]
    public async Task A_refused_port_is_unreachable_and_says_so()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await FailsAsync(new Uri($"http://127.0.0.1:{port}"), "refused");
    }

    [Fact]
    public Task An_unknown_host_is_unreachable_and_says_so() => FailsAsync(new Uri("http://no-such-host.invalid"), "host name");

    [Fact]
    public async Task Tls_to_a_plain_port_is_unreachable_and_says_so()
    {
        await using var store = await TestStore.StartAsync();
        await FailsAsync(new UriBuilder(store.Endpoint.Url) { Scheme = "https" }.Uri, "secure connection");
    }

    [Fact]
    public async Task A_connection_that_is_never_accepted_ends_at_the_connect_timeout()
    {
        // A listener with a full queue neither accepts nor refuses connections.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var address = (IPEndPoint)full.LocalEndPoint!;
        var waiting = new List<Socket>();
        try
        {
            for (var count = 0; count < 3; count++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                waiting.Add(socket);
                _ = socket.ConnectAsync(address);
            }

            await FailsAsync(new Uri($"http://{address}"), "no connection was made in time");
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task FailsAsync(Uri endpoint, string reason)
    {
        using var client = S3Client.Create(
            new S3StoreOptions
            {
                Bucket = "vaults",
                Region = "eu-central-1",
                Endpoint = endpoint,
                AccessKeyId = "KEY",
                SecretAccessKey = "SECRET",
                Retries = 0,
                ConnectTimeout = TimeSpan.FromMilliseconds(300),
            },
            NoEnvironment.Find);
        foreach (var (name, ask) in FailureTests.Requests(client))
        {
            var failure = await Assert.ThrowsAsync<VaultException>(ask);
            Assert.True(failure.Error == VaultErrors.StoreUnreachable, $"{name}: {failure.Error.Code} {failure.Message}");
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.Contains(client.Identity.Endpoint, failure.Message, StringComparison.Ordinal);
        }
    }
}
