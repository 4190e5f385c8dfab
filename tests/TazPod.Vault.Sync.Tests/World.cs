using System.Security.Cryptography;
using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.History;
using TazPod.Vault.S3;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A store, and the machines that share it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string BucketName = "tazlab-storage";
    private readonly List<Machine> machines = [];

    private World(S3Endpoint s3, Uri url) => (S3, Url) = (s3, url);

    /// <summary>The address of the store for machines.</summary>
    public Uri Url { get; set; }

    public S3Endpoint S3 { get; }

    public StoredBucket Bucket => S3.Bucket(BucketName);

    public byte[]? Latest => Bucket.Keys.Contains(ObjectKeys.Latest) ? Bucket.Get(ObjectKeys.Latest)!.Content.ToArray() : null;

    public IReadOnlyList<string> Copies => [.. Bucket.Keys.Where(key => ObjectKeys.StampOf(key) is not null)];

    public static async Task<World> StartAsync(
        S3Quirks? quirks = null, TimeProvider? clock = null, IReadOnlyList<S3Credential>? credentials = null)
    {
        var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions
        {
            Quirks = quirks ?? S3Quirks.Aws,
            Buckets = [BucketName],
            Clock = clock ?? TimeProvider.System,
            Credentials = credentials ?? [S3Credential.Default],
        });

        // The SDK remembers a clock's correction by address, for the whole process; a later endpoint may get the same port.
        return new World(s3, clock is null ? s3.Url : new UriBuilder(s3.Url) { Host = "localhost" }.Uri);
    }

    /// <summary>A machine on a store whose conditions are known already, as after SetupStorage, to be prepared further and awaited.</summary>
    public MachineSetup Prepare(string name) => new MachineSetup(Machine(name)).SetUp();

    /// <summary>A machine that knows nothing of the store yet, to be prepared and awaited.</summary>
    public MachineSetup Newcomer(string name) => new(Machine(name));

    /// <summary>A client of the store, without retries.</summary>
    public IObjectStore OpenStore() => S3Client.Create(
        new S3StoreOptions
        {
            Bucket = BucketName,
            Region = S3.Region,
            Endpoint = S3.Url,
            AccessKeyId = S3.AccessKey,
            SecretAccessKey = S3.SecretKey,
            Retries = 0,
        },
        NoEnvironment.Find);

    public Machine Machine(string name)
    {
        var machine = new Machine(this, name);
        machines.Add(machine);
        return machine;
    }

    /// <summary>Whether some history copy has exactly these bytes.</summary>
    public bool HistoryHolds(byte[] content) => Copies.Any(key => Bucket.Get(key)!.Content.Span.SequenceEqual(content));

    /// <summary>Writes like the Go tool: latest only, with its only label, whatever latest is.</summary>
    public void WriteLikeTheGoTool(byte[] vault, string contentSha256) =>
        Bucket.Put(ObjectKeys.Latest, vault, new Dictionary<string, string> { ["content-sha256"] = contentSha256 });

    public static byte[] NotOurVault() => RandomNumberGenerator.GetBytes(300);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in machines)
        {
            machine.Dispose();
        }

        await S3.DisposeAsync();
    }
}
