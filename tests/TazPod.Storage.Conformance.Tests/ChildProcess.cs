using System.Globalization;
using System.Text;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

/// <summary>This test program as a second process on the same directory store.</summary>
internal static class ChildProcess
{
    public const string Verb = "store-child";

    private const string Bucket = "bucket";
    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>Starts a child; <paramref name="wrapper"/> is a command that runs it.</summary>
    public static TestProcess Start(string[] arguments, string[]? wrapper = null) => TestProcess.Start(Command(arguments, wrapper));

    /// <summary>Runs a child until it exits.</summary>
    /// <returns>Its output.</returns>
    public static async Task<string> RunAsync(string[] arguments, string[]? wrapper, CancellationToken cancellationToken) =>
        (await Command(arguments, wrapper).RunAsync(cancellationToken)).Output.Trim();

    /// <summary>The child's entry point.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var store = new DirectoryStore(args[1], Bucket, TimeProvider.System);
        try
        {
            Console.WriteLine(args[0] switch
            {
                "count" => await CountAsync(store, int.Parse(args[2], CultureInfo.InvariantCulture)),
                "stall" => await PutAsync(store, "a", new Stall()),
                "put" => await PutAsync(store, args[2], null),
                "fill" => await FillAsync(store),
                _ => throw new ArgumentException(args[0]),
            });
        }
        catch (VaultException exception)
        {
            Console.WriteLine($"{exception.Error.Code}: {exception.Message}");
        }

        return 0;
    }

    private static TestCommand Command(string[] arguments, string[]? wrapper)
    {
        // The tests themselves can have been started with their own executable or with dotnet.
        string[] command = [.. wrapper ?? [], "dotnet", typeof(ChildProcess).Assembly.Location, Verb, .. arguments];
        return new TestCommand(command[0], command[1..]) { HasInput = true };
    }

    // The classic compare-and-swap counter: any lost update changes the sum.
    private static async Task<string> CountAsync(DirectoryStore store, int times)
    {
        for (var done = 0; done < times;)
        {
            await using var download = await store.GetObjectAsync("counter");
            using var reader = new StreamReader(download.Content);
            var count = download.Head is null ? 0 : int.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
            var condition = download.Head is null ? WriteCondition.IfAbsent : WriteCondition.IfMatch(download.Head.ETag);
            var next = Encoding.ASCII.GetBytes($"{count + 1}");
            if ((await store.PutObjectAsync("counter", next, NoMetadata, condition)).Outcome == PutOutcome.Stored)
            {
                done++;
            }
        }

        return "counted";
    }

    private static async Task<string> PutAsync(DirectoryStore store, string key, IProgress<long>? progress) =>
        (await store.PutObjectAsync(key, new byte[3 << 20], NoMetadata, WriteCondition.None, progress)).Outcome.ToString();

    // On a file system of less than 3 MiB.
    private static async Task<string> FillAsync(DirectoryStore store)
    {
        await store.CreateBucketAsync();
        await store.PutObjectAsync("a", "small"u8.ToArray(), NoMetadata, WriteCondition.None);
        string failure;
        try
        {
            failure = await PutAsync(store, "a", null);
        }
        catch (VaultException exception)
        {
            failure = exception.Error.Code;
        }

        await using var download = await store.GetObjectAsync("a");
        using var reader = new StreamReader(download.Content);
        var left = string.Join(',', (await store.ListObjectsAsync("")).Select(info => info.Key));
        var deleted = await store.DeleteObjectsAsync(["a"]);
        return $"{failure}; a holds {await reader.ReadToEndAsync()}; listed {left}; deleted {deleted.Deleted.Count}";
    }

    /// <summary>Reports that the first piece is written, and then blocks the write.</summary>
    private sealed class Stall : IProgress<long>
    {
        public void Report(long value)
        {
            Console.WriteLine("writing");

            // Blocks until it is killed, or its parent exits.
            Console.In.ReadToEnd();
            Environment.Exit(1);
        }
    }
}
