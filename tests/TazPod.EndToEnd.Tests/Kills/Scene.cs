using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.S3;
using TazPod.Tracing;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>A workspace that has everything that a run of the host can touch in one directory, and its state at a given moment.</summary>
internal sealed partial class Scene : IAsyncDisposable
{
    /// <summary>Part of every secret, so that plaintext is found wherever it is.</summary>
    public const string Canary = "canary-";

    private const string BucketName = "tazlab-storage";
    private static readonly string[] Reserved = ["secrets/", ".secrets.tazpod-", "secrets."];
    private readonly Place place;
    private readonly S3Endpoint endpoint;
    private readonly bool isS3;

    private readonly Door door;

    private Scene(S3Endpoint endpoint, bool isS3, Door door)
    {
        place = new Place(door);
        this.door = door;
        this.endpoint = endpoint;
        this.isS3 = isS3;
        if (isS3)
        {
            place.Environment["TAZPOD_STORAGE"] = "s3";
            place.Environment["AWS_ENDPOINT_URL_S3"] = endpoint.Url.ToString();
            place.Environment["AWS_ACCESS_KEY_ID"] = endpoint.AccessKey;
            place.Environment["AWS_SECRET_ACCESS_KEY"] = endpoint.SecretKey;
        }

        // The runtime's debugger socket is in the temporary directory, and a kill leaves it behind.
        place.Environment["DOTNET_EnableDiagnostics"] = "0";
        // For a process that runs for a second, profiling costs more than it gains.
        place.Environment["DOTNET_TieredPGO"] = "0";
        place.Environment["TMPDIR"] = place.Path("tmp");
        place.Environment["TAZPOD_SECRETS"] = "secrets";
        Directory.CreateDirectory(place.Path("tmp"));
        Directory.CreateDirectory(place.Path("home"));
    }

    /// <summary>The endpoint, for faults in the next run.</summary>
    public S3Endpoint Endpoint => endpoint;

    public string Root => place.Path("").TrimEnd('/');

    public string Secrets => place.Path("secrets");

    public Dictionary<string, string> Environment => place.Environment;

    public static async Task<Scene> StartAsync(bool isS3, Door door = Door.Build) =>
        new(await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [BucketName] }), isS3, door);

    public Snapshot Snapshot() => new(Root, endpoint.Bucket(BucketName));

    public Task DoAsync(string target, params string[] arguments) => place.DoAsync(target, arguments);

    public Task<HostResult> RunAsync(string target, params string[] arguments) => place.RunAsync(target, arguments);

    public HostProcess Start(string target, params string[] arguments) => place.Start(target, arguments);

    /// <summary>Writes a tree of some depth, with a mode that hinders moving it.</summary>
    public void WriteSecrets(string word)
    {
        Kills.Snapshot.Clear(Secrets);
        place.Write("secrets/token", $"{Canary}{word}");
        place.Write("secrets/a/b/key", $"{Canary}{word}-key");
        place.Write("secrets/a/note", $"{Canary}same");
        place.Write("secrets/z", $"{Canary}{word}-z");
        Kills.Snapshot.SetMode(place.Path("secrets/a/b"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a target that is stopped before every step.</summary>
    public async Task<(HostResult Result, IReadOnlyList<FileStep> Steps)> TraceAsync(Plan plan, string target, params string[] arguments) =>
        await TraceAsync([], plan, target, arguments);

    public async Task<(HostResult Result, IReadOnlyList<FileStep> Steps)> TraceAsync(
        IReadOnlyList<string> wrapper, Plan plan, string target, params string[] arguments)
    {
        var log = $"{Root}.steps";
        try
        {
            string[] tracer = [.. wrapper, "dotnet", typeof(Plan).Assembly.Location, $"{Root}/", log, plan.ToString()];
            using var host = HostProcess.StartVerb(door, Root, Environment, tracer, target, arguments);
            var result = await host.EndAsync();
            return (result, FileStep.Read(log));
        }
        finally
        {
            File.Delete(log);
        }
    }

    public State Now() => new(
        Read(".tazpod/vault/vault.tar.aes"),
        Latest(),
        History(),
        Directory.Exists(Secrets) && Directory.EnumerateFileSystemEntries(Secrets).Any() ? Tree(Secrets) : null,
        string.Join('\n', Paths().Select(path => Stamps().Replace(path, "STAMP")).Order(StringComparer.Ordinal)));

    /// <summary>Violations of the rules that hold at any moment.</summary>
    public IEnumerable<string> Leaks()
    {
        foreach (var path in Paths().Where(path => !path.EndsWith('/') && !Reserved.Any(name => path.StartsWith(name, StringComparison.Ordinal))))
        {
            if (File.ReadAllBytes(place.Path(path)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) >= 0)
                yield return $"plaintext in {path}";
        }

        if (Read(".tazpod/vault/sync.json") is { } json && !IsJson(json))
            yield return "sync.json is incomplete";
    }

    /// <summary>Whether any file below the root contains this text.</summary>
    public bool Holds(string text) => Paths().Any(path => !path.EndsWith('/') && File.ReadAllText(place.Path(path)).Contains(text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        place.Dispose();
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            JsonDocument.Parse(json).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Tree(string directory) => string.Join('\n', Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetRelativePath(directory, file), Content: File.ReadAllText(file)))
        .Where(file => !file.Name.StartsWith(".tazpod-", StringComparison.Ordinal))
        .Select(file => $"{file.Name}: {file.Content}").Order(StringComparer.Ordinal));

    private byte[]? Read(string name) => File.Exists(place.Path(name)) ? File.ReadAllBytes(place.Path(name)) : null;

    private byte[]? Latest() => isS3
        ? endpoint.Bucket(BucketName).Get("tazpod/vault/vault.tar.aes")?.Content.ToArray()
        : Read($"store/{BucketName}/tazpod/vault/vault.tar.aes") is { } file ? WithoutHeader(file) : null;

    private List<byte[]> History()
    {
        var directory = place.Path($"store/{BucketName}/tazpod/vault/history");
        return isS3
            ? [.. endpoint.Bucket(BucketName).Keys.Where(key => key.Contains("/history/", StringComparison.Ordinal)).Select(key => endpoint.Bucket(BucketName).Get(key)!.Content.ToArray())]
            : Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, "vault-*").Select(file => WithoutHeader(File.ReadAllBytes(file)))] : [];
    }

    private static byte[] WithoutHeader(byte[] file) => file[(Array.IndexOf(file, (byte)'\n') + 1)..];

    private IEnumerable<string> Paths() => new DirectoryInfo(Root).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(entry => Path.GetRelativePath(Root, entry.FullName) + (entry is DirectoryInfo ? "/" : ""));

    [GeneratedRegex(@"\d{8}T\d{6}")]
    private static partial Regex Stamps();
}
