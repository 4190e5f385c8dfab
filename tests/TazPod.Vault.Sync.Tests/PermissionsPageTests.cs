using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TazPod.Testing.S3;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The policies of docs/IAM.md are enough for their roles, and name everything that the store asks for.</summary>
public sealed partial class PermissionsPageTests
{
    private static readonly S3Credential Owner = S3Credential.Default;

    private static readonly IReadOnlyDictionary<string, JsonObject> Policies = Section().Matches(Read("docs", "IAM.md"))
        .ToDictionary(match => match.Groups["role"].Value, match => JsonNode.Parse(match.Groups["json"].Value)!.AsObject());

    [Fact]
    public void Every_role_has_a_policy_that_allows_and_names_what_it_is_about()
    {
        Assert.Equal(["Puller", "Pusher", "Pruner", "Setup"], Policies.Keys);
        Assert.All(Policies.Values.SelectMany(Statements), statement =>
        {
            Assert.Equal("Allow", (string?)statement["Effect"]);
            Assert.All(Texts(statement["Action"]), action => Assert.Matches("^s3:[A-Za-z]+$", action));
            Assert.All(Texts(statement["Resource"]), resource => Assert.StartsWith("arn:aws:s3:::my-vaults", resource, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_permission_that_the_store_names_is_in_some_policy()
    {
        var source = Path.Combine(Root(), "src", "TazPod.Vault.S3");
        var named = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Permission().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .Distinct().ToList();

        Assert.Contains("s3:PutObject", named);
        Assert.Empty(named.Except(Policies.Values.SelectMany(Actions)));
    }

    [Fact]
    public async Task Each_role_can_do_its_work_with_its_policy()
    {
        await using var world = await World.StartAsync(credentials: [Owner, As("Puller"), As("Pusher"), As("Pruner"), As("Setup")]);
        var setup = world.Machine("setup");
        var made = await Service(setup, "Setup", s => s with { Bucket = "my-vaults" }).SetupStorageAsync();
        Assert.DoesNotContain(made.Steps, step => step.Outcome == SetupOutcome.NotPermitted);

        var pusher = world.Machine("pusher");
        await pusher.SaveAsync("one");
        await Service(pusher, "Pusher").PushAsync();
        await pusher.SaveAsync("two");
        await Service(pusher, "Pusher", s => s with { Retention = 1 }).PushAsync();
        await pusher.SaveAsync("three");
        await Service(pusher, "Pusher").PushAsync();
        await Service(pusher, "Pusher").PinAsync();

        var puller = world.Machine("puller");
        await Service(puller, "Puller").PullAsync();
        Assert.Equal(pusher.VaultBytes, puller.VaultBytes);
        await Service(puller, "Puller").ListHistoryAsync();
        Assert.Equal(SyncRelation.InSync, (await Service(puller, "Puller").StatusAsync()).Relation);

        var pruned = await Service(world.Machine("pruner"), "Pruner", s => s with { Retention = 1 }).PruneHistoryAsync();
        Assert.NotEmpty(pruned.Pruned);
    }

    // The endpoint knows rights of six kinds; a policy has one when it has an action of that kind.
    private static S3Credential As(string role)
    {
        var rights = Actions(Policies[role]).Aggregate(S3Rights.None, (sum, action) => sum | action switch
        {
            "s3:GetObject" => S3Rights.GetObject,
            "s3:PutObject" => S3Rights.PutObject,
            "s3:DeleteObject" => S3Rights.DeleteObject,
            "s3:ListBucket" => S3Rights.ListBucket,
            "s3:CreateBucket" => S3Rights.ManageBuckets,
            _ when action.StartsWith("s3:Get", StringComparison.Ordinal) => S3Rights.ReadSettings,
            _ when action.StartsWith("s3:Put", StringComparison.Ordinal) || action == "s3:DeleteBucketPolicy" => S3Rights.WriteSettings,
            _ => S3Rights.None,
        });
        return Owner with { AccessKey = $"AKIA{role.ToUpperInvariant()}", Rights = rights };
    }

    private static VaultService Service(Machine machine, string role, Func<Vault.Settings.VaultSettings, Vault.Settings.VaultSettings>? change = null) =>
        machine.Service(s => (change?.Invoke(s) ?? s) with { AccessKeyId = As(role).AccessKey, SecretAccessKey = As(role).SecretKey });

    private static IEnumerable<JsonObject> Statements(JsonObject policy) => policy["Statement"]!.AsArray().Select(each => each!.AsObject());

    private static IEnumerable<string> Actions(JsonObject policy) => Statements(policy).SelectMany(statement => Texts(statement["Action"]));

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray list ? list.Select(each => (string)each!) : [(string)node!];

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^## (?<role>\w+)$.*?```json\n(?<json>.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"s3:[A-Z]\w+")]
    private static partial Regex Permission();
}
