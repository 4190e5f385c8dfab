using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.S3;

namespace TazPod.EndToEnd.Tests.Writers;

/// <summary>Workspaces that share a store, as of pipelines. Each has changed one file and saved it.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int AtOnce = 4;
    private readonly string bucket = $"fleet-{Guid.NewGuid():N}";
    private readonly Place first = new(Door.Tool);
    private readonly List<Place> writers = [];
    private readonly Dictionary<string, string> environment = [];
    private S3Endpoint? endpoint;
    private RgwServer? server;

    /// <summary>Prepares the writers.</summary>
    /// <param name="store">Where latest is.</param>
    /// <param name="count">How many writers.</param>
    public static async Task<Fleet> StartAsync(string store, int count)
    {
        var fleet = new Fleet();
        await fleet.OpenStoreAsync(store);
        fleet.Configure(fleet.first);
        for (var writer = 0; writer < count; writer++)
        {
            fleet.first.Write($"secrets/{Name(writer)}", "old");
            fleet.writers.Add(new Place(Door.Tool));
        }

        await fleet.first.DoAsync("SetupStorage");
        await fleet.first.DoAsync("SaveVault");
        await fleet.first.DoAsync("PushVault");
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (writer, _) => await fleet.PrepareAsync(writer));
        return fleet;
    }

    /// <summary>What a writer changes its file to.</summary>
    public static string Changed(int writer) => $"changed by {writer}";

    /// <summary>Pushes the change of a writer.</summary>
    public Task<HostResult> PushAsync(int writer) => writers[writer].RunAsync("PushVault", "--merge");

    /// <summary>Pushes the change of a writer, and kills the push.</summary>
    public async Task PushAndKillAsync(int writer, TimeSpan after)
    {
        using var push = writers[writer].Start("PushVault", "--merge");
        await Task.Delay(after, TestContext.Current.CancellationToken);
        push.Kill();
        await push.EndAsync();
    }

    /// <summary>The file of each writer in latest.</summary>
    public async Task<IReadOnlyList<string>> ReadLatestAsync()
    {
        await first.DoAsync("Bootstrap");
        return [.. Enumerable.Range(0, writers.Count).Select(writer => first.Read($"secrets/{Name(writer)}"))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        first.Dispose();
        writers.ForEach(place => place.Dispose());
        if (endpoint is not null)
        {
            await endpoint.DisposeAsync();
        }

        await RemoveBucketAsync();
    }

    private static string Name(int writer) => $"service-{writer}";

    private async Task PrepareAsync(int writer)
    {
        var place = writers[writer];
        Configure(place);
        Directory.Delete(place.Path("secrets"), recursive: true);
        await place.DoAsync("Bootstrap");
        place.Write($"secrets/{Name(writer)}", Changed(writer));
        await place.DoAsync("SaveVault");
    }

    private void Configure(Place place)
    {
        place.Environment["TAZPOD_SECRETS"] = "secrets";
        place.Environment["TAZPOD_BUCKET"] = bucket;
        foreach (var (name, value) in environment)
        {
            place.Environment[name] = value;
        }
    }

    private async Task OpenStoreAsync(string store)
    {
        switch (store)
        {
            case "a directory":
                environment["TAZPOD_STORAGE"] = $"file:{first.Path("store")}";
                return;
            case "a real S3 server":
                server = RgwServer.Current;
                break;
            default:
                endpoint = await S3Endpoint.StartAsync();
                server = new RgwServer(endpoint.Url, endpoint.AccessKey, endpoint.SecretKey, endpoint.Region);
                break;
        }

        environment["TAZPOD_STORAGE"] = "s3";
        environment["TAZPOD_REGION"] = server.Region;
        environment["AWS_ENDPOINT_URL_S3"] = server.Endpoint.ToString();
        environment["AWS_ACCESS_KEY_ID"] = server.AccessKey;
        environment["AWS_SECRET_ACCESS_KEY"] = server.SecretKey;
    }

    private async Task RemoveBucketAsync()
    {
        if (server is null || endpoint is not null)
        {
            return;
        }

        using var store = S3Client.Create(
            new S3StoreOptions
            {
                Bucket = bucket,
                Region = server.Region,
                Endpoint = server.Endpoint,
                AccessKeyId = server.AccessKey,
                SecretAccessKey = server.SecretKey,
            },
            NoEnvironment.Find);
        await store.DeleteObjectsAsync([.. (await store.ListObjectsAsync("")).Select(each => each.Key)]);
        using var s3 = new Amazon.S3.AmazonS3Client(
            server.AccessKey, server.SecretKey, new Amazon.S3.AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true });
        await s3.DeleteBucketAsync(bucket);
    }
}
