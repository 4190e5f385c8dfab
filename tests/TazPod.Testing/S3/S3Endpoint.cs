using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TazPod.Testing.S3.Faults;
using TazPod.Testing.S3.Http;
using TazPod.Testing.S3.Signing;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3;

/// <summary>
/// An S3 server for tests, in this process, on a free port of 127.0.0.1, with path-style addresses. It verifies signatures and checksums,
/// behaves as documented for AWS (or as <see cref="S3Quirks"/> say), records every request, fails on command (<see cref="Faults"/>), and
/// gives a test direct access to its buckets (<see cref="Bucket"/>). All members are thread-safe.
/// </summary>
/// <remarks>
/// Everything is kept in memory. Not implemented: virtual-host addresses, presigned URLs, ACLs, ListObjects (version 1), ListParts,
/// UploadPartCopy, object tags and locks; these answer 501 NotImplemented. Bucket policies and the other settings of a bucket are stored
/// and returned, but not enforced.
/// </remarks>
public sealed class S3Endpoint : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly RequestLog log = new();
    private readonly S3State state;
    private readonly S3Credential credential;
    private readonly KestrelServer server;

    private S3Endpoint(S3EndpointOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.Credentials.Count);
        state = new S3State(options);
        credential = options.Credentials[0];
        foreach (var bucket in options.Buckets)
            state.BucketNamed(bucket);

        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        if (options.Certificate is { } certificate)
            ListenWithTls(kestrel, certificate);
        else
            kestrel.Listen(IPAddress.Loopback, 0);
        server = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>The service URL for a client; it ends with a slash.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The region that requests must be signed for.</summary>
    public string Region => state.Region;

    /// <summary>The access key id of the first credential.</summary>
    public string AccessKey => credential.AccessKey;

    /// <summary>The secret of the first credential.</summary>
    public string SecretKey => credential.SecretKey;

    /// <summary>The faults to inject.</summary>
    public FaultRules Faults { get; } = new();

    /// <summary>The behaviour to simulate; can be changed at any time.</summary>
    public S3Quirks Quirks
    {
        get => state.Quirks;
        set => state.Quirks = value;
    }

    /// <summary>The requests since the start or the last <see cref="ResetRequests"/>, as of now, in the order of their answers.</summary>
    public IReadOnlyList<S3Request> Requests => log.Snapshot();

    /// <summary>The names of the operations of <see cref="Requests"/>, in the same order.</summary>
    public IReadOnlyList<string> Operations => [.. Requests.Select(r => r.Operation)];

    /// <summary>The names of all buckets.</summary>
    public IReadOnlyList<string> BucketNames
    {
        get
        {
            lock (state.Lock)
                return [.. state.Buckets.Keys];
        }
    }

    /// <summary>Starts an endpoint.</summary>
    public static async Task<S3Endpoint> StartAsync(S3EndpointOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new S3EndpointOptions();
        var endpoint = new S3Endpoint(options);
        var application = new S3Application(
            endpoint.state,
            new RequestVerifier(endpoint.state, options.Credentials),
            endpoint.Faults,
            endpoint.log,
            endpoint.stopping.Token);
        await endpoint.server.StartAsync(application, cancellationToken);
        endpoint.Url = new Uri(endpoint.server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return endpoint;
    }

    /// <summary>Direct access to a bucket, which is created if it does not exist.</summary>
    public StoredBucket Bucket(string name) => state.BucketNamed(name);

    /// <summary>How many of <see cref="Requests"/> were of this operation, such as "PutObject".</summary>
    public int CountOf(string operation) => Requests.Count(r => r.Operation == operation);

    /// <summary>Forgets the recorded requests.</summary>
    public void ResetRequests() => log.Clear();

    /// <summary>Stops at once: open connections are closed, and hanging requests end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();

        // With a cancelled token, the server does not wait for connections to end.
        await server.StopAsync(stopping.Token);
        server.Dispose();
        stopping.Dispose();
    }

    /// <remarks>Kestrel alone has no TLS. The services that it needs for TLS are only registered by a web host.</remarks>
    private static void ListenWithTls(KestrelServerOptions kestrel, X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        kestrel.ApplicationServices = builder.Services.BuildServiceProvider();
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            // S3 does not support HTTP/2, which Kestrel would offer.
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate);
        });
    }
}
