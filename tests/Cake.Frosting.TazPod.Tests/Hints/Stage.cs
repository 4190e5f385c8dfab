using System.Text.Json;
using System.Text.Json.Nodes;
using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Testing.S3;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>A workspace, its store, and the people who share it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Bucket = "tazlab-storage";

    private const string Result = "result.json";
    private readonly List<IDisposable> held = [];
    private S3Endpoint? s3;

    private Stage()
    {
        Bench = new Workbench { Configure = settings => settings with { Retries = 0 } };
        Set("TAZPOD_RESULT", Bench.Path(Result));
    }

    public Workbench Bench { get; }

    public S3Endpoint S3 => s3 ?? throw new InvalidOperationException("the store is a directory");

    /// <summary>The hint of the last run, which was refused.</summary>
    public string Hint
    {
        get
        {
            if (!File.Exists(Bench.Path(Result)))
            {
                return Bench.Error;
            }

            var hint = (string?)JsonSerializer.Deserialize<JsonObject>(Bench.Read(Result))!["hint"];
            if (hint is not null)
            {
                Assert.EndsWith(hint, Bench.Error, StringComparison.Ordinal);
            }

            return hint ?? Bench.Error;
        }
    }

    public static async Task<Stage> OpenAsync(bool isOnS3)
    {
        var stage = new Stage();
        if (isOnS3)
        {
            stage.s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
            stage.Set("TAZPOD_STORAGE", "s3");
            stage.Set("AWS_ENDPOINT_URL", stage.S3.Url.AbsoluteUri);
            stage.Set("AWS_ACCESS_KEY_ID", stage.S3.AccessKey);
            stage.Set("AWS_SECRET_ACCESS_KEY", stage.S3.SecretKey);
        }

        return stage;
    }

    /// <summary>Runs a command line, one second after the one before.</summary>
    public int Run(string command)
    {
        File.Delete(Bench.Path(Result));
        Bench.Time.Advance(TimeSpan.FromSeconds(1));
        var words = command.Split(' ');
        return Bench.Run(words[0], words[1..]);
    }

    /// <summary>Runs command lines that must succeed.</summary>
    public Stage Do(params string[] commands)
    {
        foreach (var command in commands)
        {
            Assert.True(Run(command) == 0, $"{command}: {Shown()}");
        }

        return this;
    }

    /// <summary>What the last run printed.</summary>
    public string Shown() => string.Join('\n', Bench.Log.Entries.Select(entry => entry.Message));

    public Stage Set(string variable, string value)
    {
        Bench.Environment.SetEnvironmentVariable(variable, value);
        return this;
    }

    /// <summary>Writes a file of the workspace, and its directory.</summary>
    public Stage Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Bench.Path(name))!);
        Bench.Write(name, text);
        return this;
    }

    /// <summary>Edits the secrets of the current workspace.</summary>
    public Stage Edit(string text) => Write($"{Bench.Environment.GetEnvironmentVariable("TAZPOD_SECRETS")}/token", text);

    public Stage Save(string text) => Edit(text).Do("SaveVault");

    /// <summary>A bucket.</summary>
    public Stage SetUp() => s3 is null ? Do("SetupStorage") : this;

    /// <summary>A vault that was saved and pushed here.</summary>
    public Stage Pushed() => SetUp().Do("SaveVault", "PushVault");

    /// <summary>Two versions that were pushed here.</summary>
    public Stage PushedTwice() => Pushed().Save("the second version").Do("PushVault");

    /// <summary>From now on, all commands run in another workspace, on another machine.</summary>
    public Stage MoveTo(string workspace) =>
        Set("TAZPOD_VAULT_FILE", $"{workspace}/vault.tar.aes").Set("TAZPOD_SECRETS", $"{workspace}/secrets");

    /// <summary>Another person pulls, edits and pushes.</summary>
    public Stage AnotherPushes(string text)
    {
        MoveTo("another").Do("PullVault", "UnlockVault").Write("another/secrets/token", text).Do("SaveVault", "PushVault");
        return Set("TAZPOD_VAULT_FILE", "vault.tar.aes").Set("TAZPOD_SECRETS", "secrets");
    }

    /// <summary>Disposes it with this stage, or before.</summary>
    public Stage Hold(IDisposable handle)
    {
        held.Add(handle);
        return this;
    }

    public void Release() => held.ForEach(handle => handle.Dispose());

    public async ValueTask DisposeAsync()
    {
        Release();
        if (s3 is not null)
        {
            await s3.DisposeAsync();
        }

        Bench.Dispose();
    }
}
