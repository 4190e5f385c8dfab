using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using TazPod.EndToEnd.Tests.Leaks;
using TazPod.Packages.Tests.Support;
using TazPod.Testing.S3;

namespace TazPod.Packages.Tests;

/// <summary>Every target of the package does its work on an S3 store, reports its outcome in properties and items, and writes no secret to
/// any log.</summary>
public sealed class EveryTargetTests(Feed feed)
{
    private const string FileName = "canary-name-of-a-file";
    private const string Masked = "canary-Value-that-is-masked";
    private const string NewPassphrase = "canary Passphrase after it";
    private const string Snapshot = "canary-Content-of-a-snapshot";
    private const string OnlyInProject = "a remark that is only in the project file";

    private static readonly S3Credential Key =
        new("CANARYACCESSKEY00001", "canarySecretKey/with+signs0123456789abcd") { SessionToken = "canarySessionToken/with+signs==0123456789" };

    // In an order in which each run has what it needs.
    private static readonly TargetRun[] Runs =
    [
        new("SetupStorage", "created"),
        new("SaveVault", "saved"),
        new("PushVault", "pushed"),
        new("VaultStatus", "in-sync") { Changed = false },
        new("ListHistory", "listed") { Changed = false },
        new("ListSecrets", "listed") { Changed = false },
        new("VaultDoctor", "well") { Changed = false },
        new("VerifyVault", "verified") { Changed = false },
        new("PullVault", "pulled") { Before = consumer => File.Delete(consumer.VaultFile), After = consumer => Assert.True(File.Exists(consumer.VaultFile)) },
        new("UnlockVault", "unlocked", "-p:TazPodSecrets=out") { After = consumer => Assert.Equal(Consumer.Secret, File.ReadAllText(consumer.Path("out/token"))) },
        new("Bootstrap", "ready", "-p:TazPodSecrets=out2") { After = consumer => Assert.Equal(Consumer.Secret, File.ReadAllText(consumer.Path("out2/token"))) },
        new("LockVault", "locked", "-p:TazPodSecrets=out") { After = consumer => Assert.False(Directory.Exists(consumer.Path("out"))) },
        new("PinVault", "pinned", "-p:TazPodNote=kept"),
        new("UnpinVault", "unpinned", "-p:TazPodIndex=1"),
        new("DiffVault", "different") { Changed = false, Before = consumer => consumer.Write($"secrets/{FileName}/token", Consumer.Secret + " again") },
        new("SaveVault", "saved"),
        new("PushVault", "pushed"),
        new("MergeVault", "unchanged") { Changed = false },
        new("RestoreVault", "restored", "-p:TazPodIndex=2", "-p:TazPodYes=true"),
        new("RekeyVault", "rekeyed", "-p:TazPodNewPassphraseFile=passphrase.new") { Before = consumer => consumer.Write("passphrase.new", NewPassphrase) },
        new("PruneHistory", "pruned", "-p:TazPodRetention=1"),
        new("PushSnapshot", "pushed", "-p:TazPodFile=snapshot", "-p:TazPodLineage=11111111-1111-4111-8111-111111111111") { Before = consumer => consumer.Write("snapshot", Snapshot) },
        new("LineageStatus", "coherent") { Changed = false },
        new("TazPodPullBeforeBuild", "unchanged", "-p:TazPodPullBeforeBuild=true") { Changed = false, Verb = "PullVault" },
        new("PullSnapshot", "pulled", "-p:TazPodFile=restored") { After = consumer => Assert.Equal(Snapshot, File.ReadAllText(consumer.Path("restored"))) },
    ];

    [Fact]
    public void No_target_of_the_package_is_forgotten()
    {
        using var package = ZipFile.OpenRead(feed.PackageFile("TazPod.MSBuild"));
        using var content = package.GetEntry("build/TazPod.MSBuild.targets")!.Open();
        var targets = XDocument.Load(content).Descendants("Target").Select(target => target.Attribute("Name")!.Value);

        // It only collects the settings for all other targets.
        Assert.Equal(
            targets.Except(["TazPodSettings"]).Order(StringComparer.Ordinal),
            Runs.Select(run => run.Target).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("profile")]
    [InlineData("credential_process")]
    public async Task It_does_its_work_and_no_log_contains_a_secret(string keys)
    {
        Assert.SkipWhen(keys == "credential_process" && OperatingSystem.IsWindows(), "runs a shell");
        await using var endpoint = await S3Endpoint.StartAsync(new S3EndpointOptions { Credentials = [Key] });
        using var consumer = Project(endpoint);
        GiveKeys(consumer, keys);
        await consumer.DoAsync("restore", "-nologo");
        foreach (var run in Runs)
        {
            run.Before?.Invoke(consumer);
            var (exitCode, output) = await RunAsync(consumer, run.Target, run.Arguments);

            Assert.True(exitCode == 0, $"{run.Target}: exit code {exitCode}\n{output}");
            Says(run, JsonNode.Parse(output)!);
            run.After?.Invoke(consumer);
            HoldsNoSecret(consumer, run.Target, output);
        }

        var (refused, failure) = await RunAsync(consumer, "PullVault", "-p:TazPodIndex=77");
        Assert.Equal(1, refused);
        Assert.Contains(" : error TAZPOD2003: ", failure, StringComparison.Ordinal);
        HoldsNoSecret(consumer, "PullVault", failure);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(Consumer consumer, string target, params string[] arguments) => consumer.RunAsync(
    [
        "msbuild", "-nologo", $"-t:{target}", $"-bl:{consumer.Path("build.binlog")}", $"-flp:verbosity=diagnostic;logfile={consumer.Path("build.log")}",
        "-getProperty:TazPodStatus,TazPodChanged,TazPodSummary", "-getItem:TazPodOutcome,TazPodPrunedCopy", .. arguments,
    ]);

    private static void Says(TargetRun run, JsonNode said)
    {
        var outcome = Assert.Single(said["Items"]!["TazPodOutcome"]!.AsArray())!;
        var changed = run.Changed ? "true" : "false";
        var summary = (string?)said["Properties"]!["TazPodSummary"];

        Assert.Equal((run.Status, changed), ((string?)said["Properties"]!["TazPodStatus"], (string?)said["Properties"]!["TazPodChanged"]));
        Assert.Equal((run.Verb, run.Status, changed), ((string?)outcome["Identity"], (string?)outcome["Status"], (string?)outcome["Changed"]));
        Assert.NotEqual("", summary);
        Assert.Equal(summary, (string?)outcome["Summary"]);
        Assert.All(said["Items"]!["TazPodPrunedCopy"]!.AsArray(), copy => Assert.StartsWith("tazpod/vault/history/", (string?)copy!["Key"], StringComparison.Ordinal));
        Assert.Equal(run.Target == "PruneHistory", said["Items"]!["TazPodPrunedCopy"]!.AsArray().Count > 0);
    }

    private static void HoldsNoSecret(Consumer consumer, string target, string output)
    {
        var canaries = new Canaries()
            .Add("passphrase", Consumer.Passphrase).Add("new passphrase", NewPassphrase).Add("content", Consumer.Secret).Add("masked value", Masked)
            .Add("snapshot", Snapshot).Add("secret key", Key.SecretKey).Add("session token", Key.SessionToken!);

        // These name files by design.
        if (target is not ("DiffVault" or "ListSecrets"))
            canaries.Add("name of a file", FileName);
        var binary = BinaryLog.Read(consumer.Path("build.binlog"));
        var text = File.ReadAllText(consumer.Path("build.log"));

        // The log really contains what MSBuild wrote, including the files that it embedded.
        Assert.NotEmpty(new Canaries().Add("remark", OnlyInProject).FoundIn("the binary log", binary));
        Assert.Contains("Task \"VaultTask\"", text, StringComparison.Ordinal);
        Assert.Empty(canaries.FoundIn($"the output of {target}", output));
        Assert.Empty(canaries.FoundIn($"the diagnostic log of {target}", text));
        Assert.Empty(canaries.FoundIn($"the binary log of {target}", binary));
    }

    private static void GiveKeys(Consumer consumer, string keys)
    {
        consumer.Environment["HOME"] = consumer.Path("home");
        switch (keys)
        {
            case "environment":
                consumer.Environment["TAZPOD_PASSPHRASE"] = Consumer.Passphrase;
                consumer.Environment["AWS_ACCESS_KEY_ID"] = Key.AccessKey;
                consumer.Environment["AWS_SECRET_ACCESS_KEY"] = Key.SecretKey;
                consumer.Environment["AWS_SESSION_TOKEN"] = Key.SessionToken!;
                return;
            case "profile":
                consumer.Write(
                    "home/.aws/credentials",
                    $"[work]\naws_access_key_id = {Key.AccessKey}\naws_secret_access_key = {Key.SecretKey}\naws_session_token = {Key.SessionToken}\n");
                break;
            default:
                consumer.Write(
                    "keys.json",
                    $$"""{"Version":1,"AccessKeyId":"{{Key.AccessKey}}","SecretAccessKey":"{{Key.SecretKey}}","SessionToken":"{{Key.SessionToken}}","Expiration":"2100-01-01T00:00:00Z"}""");
                consumer.Write("home/.aws/config", $"[profile work]\ncredential_process = cat {consumer.Path("keys.json")}\n");
                break;
        }

        consumer.Environment["TAZPOD_PASSPHRASE_FILE"] = "passphrase";
        consumer.Environment["AWS_PROFILE"] = "work";
    }

    private Consumer Project(S3Endpoint endpoint)
    {
        var consumer = new Consumer(feed)
        {
            Environment =
            {
                ["TAZPOD_BUCKET"] = Consumer.Bucket,
                ["TAZPOD_SECRETS"] = "secrets",
                ["AWS_ENDPOINT_URL_S3"] = endpoint.Url.ToString(),
            },
        };
        consumer.Write(".tazpod/config.yaml", "vault:\n  mask: [app.env]\n");
        consumer.Write($"secrets/{FileName}/token", Consumer.Secret);
        consumer.Write("secrets/app.env", $"PASSWORD={Masked}\n");
        consumer.Write(
            "consumer.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <!-- {OnlyInProject} -->
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <EnableDefaultItems>false</EnableDefaultItems>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TazPod.MSBuild" Version="{Feed.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        return consumer;
    }
}
