using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TazPod.Testing.S3;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The policies in docs/IAM.md are sufficient for their roles, and contain every permission that the store needs.</summary>
public sealed partial class PermissionsPageTests
{
    private const string Bucket = "my-vaults";

    private static readonly IReadOnlyDictionary<string, RolePolicy> Policies = Section().Matches(Read("docs", "IAM.md")).ToDictionary(
        match => match.Groups["role"].Value,
        match => new RolePolicy(match.Groups["role"].Value, JsonNode.Parse(match.Groups["json"].Value)!.AsObject()));

    [Fact]
    public void Every_role_has_a_policy_that_only_allows_actions_on_its_bucket()
    {
        Assert.Equal(["Puller", "Pusher", "Pruner", "Setup"], Policies.Keys);
        Assert.All(Policies.Values.SelectMany(policy => policy.Statements), statement =>
        {
            Assert.Equal("Allow", (string?)statement["Effect"]);
            Assert.All(RolePolicy.Texts(statement["Action"]), action => Assert.Matches("^s3:[A-Za-z]+$", action));
            Assert.All(RolePolicy.Texts(statement["Resource"]), resource => Assert.StartsWith("arn:aws:s3:::my-vaults", resource, StringComparison.Ordinal));
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
        Assert.Empty(named.Except(Policies.Values.SelectMany(policy => policy.Actions)));
    }

    [Fact]
    public async Task Each_role_can_do_its_work_with_its_policy()
    {
        await using var world = await World.StartAsync(credentials: [S3Credential.Default, .. Policies.Values.Select(policy => policy.Credential)]);
        var made = await As(world, "Setup", world.Machine("setup"), service => service.SetupStorageAsync());
        Assert.DoesNotContain(made.Steps, step => step.Outcome == SetupOutcome.NotPermitted);

        var pusher = world.Machine("pusher");
        await PushAsync(world, pusher);
        await PullAsync(world, pusher);
        await ChangeAsync(world, pusher);

        var pruned = await As(world, "Pruner", world.Machine("pruner"), service => service.PruneHistoryAsync(), s => s with { Retention = 1 });
        Assert.NotEmpty(pruned.Pruned);
    }

    [Fact]
    public async Task A_pusher_without_permission_to_delete_pushes_with_the_largest_retention()
    {
        var pusher = Policies["Pusher"].Credential with { Rights = Policies["Pusher"].Credential.Rights & ~S3Rights.DeleteObject };
        await using var world = await World.StartAsync(credentials: [S3Credential.Default, pusher]);
        var machine = world.Machine("pusher");
        foreach (var text in new[] { "one", "two" })
        {
            await machine.SaveAsync(text);
            var push = await machine.Service(s => s with { AccessKeyId = pusher.AccessKey, SecretAccessKey = pusher.SecretKey, Retention = 10000 }).PushAsync();
            Assert.Equal("pushed", push.Status);
        }

        Assert.Equal(machine.VaultBytes, world.Latest);
    }

    [Fact]
    public void A_policy_allows_nothing_outside_the_prefixes_of_its_vaults()
    {
        foreach (var (role, action) in new[] { ("Puller", "s3:GetObject"), ("Pusher", "s3:PutObject"), ("Pusher", "s3:DeleteObject"), ("Pruner", "s3:DeleteObject") })
        {
            Assert.True(Policies[role].Allows(action, RolePolicy.Arn($"{Bucket}/tazpod/vault/history/vault-20260101T000000.tar.aes")));
            Assert.False(Policies[role].Allows(action, RolePolicy.Arn($"{Bucket}/elsewhere")));
            Assert.False(Policies[role].Allows(action, RolePolicy.Arn("my-vaults-2/tazpod/vault/vault.tar.aes")));
        }

        Assert.False(Policies["Pruner"].Allows("s3:DeleteObject", RolePolicy.Arn($"{Bucket}/tazpod/vault/vault.tar.aes")));
    }

    // Three versions, so that a push prunes and there is one to restore, and a snapshot.
    private static async Task PushAsync(World world, Machine pusher)
    {
        foreach (var (text, retention) in new[] { ("TEXT=one", 50), ("TEXT=two", 1), ("TEXT=three", 50) })
        {
            await pusher.SaveAsync(text);
            Assert.Equal("pushed", (await As(world, "Pusher", pusher, service => service.PushAsync(), s => s with { Retention = retention })).Status);
        }

        await As(world, "Pusher", pusher, service => service.PinAsync());
        Assert.Equal("unpinned", (await As(world, "Pusher", pusher, service => service.UnpinAsync(new UnpinOptions { Copy = CopySelector.AtIndex(1) }))).Status);
        File.WriteAllText(pusher.Beside("snapshot"), "a snapshot");
        foreach (var lineage in new[] { "first", "second" })
        {
            File.AppendAllText(pusher.Beside("snapshot"), lineage);
            Assert.Equal("pushed", (await As(world, "Pusher", pusher, service => service.PushSnapshotAsync(new PushSnapshotOptions { File = pusher.Beside("snapshot") }), s => s with { Lineage = "line" })).Status);
        }
    }

    private static async Task PullAsync(World world, Machine pusher)
    {
        var puller = world.Machine("puller");
        await As(world, "Puller", puller, service => service.PullAsync());
        Assert.Equal(pusher.VaultBytes, puller.VaultBytes);
        await As(world, "Puller", world.Machine("other"), service => service.BootstrapAsync());
        await As(world, "Puller", puller, service => service.ListHistoryAsync());
        Assert.Equal(SyncRelation.InSync, (await As(world, "Puller", puller, service => service.StatusAsync())).Relation);
        Assert.Equal("verified", (await As(world, "Puller", puller, service => service.VerifyAsync())).Status);
        Assert.Equal("different", (await As(world, "Puller", puller, service => service.DiffAsync(new DiffOptions
        {
            From = TreeSelector.OfCopy(CopySelector.AtIndex(2)),
            To = TreeSelector.Latest,
        }))).Status);
        Assert.Null((await As(world, "Puller", puller, service => service.RunWithVaultAsync(new RunOptions
        {
            From = TreeSelector.Latest,
            Command = "dotnet --version",
            EnvironmentFile = "token",
        }))).Failure);
        Assert.Equal("coherent", (await As(world, "Puller", puller, service => service.LineageStatusAsync(), s => s with { Lineage = "line" })).Status);
        Assert.Equal("pulled", (await As(world, "Puller", puller, service => service.PullSnapshotAsync(
            new PullSnapshotOptions { File = puller.Beside("snapshot") }), s => s with { Lineage = "line" })).Status);
    }

    private static async Task ChangeAsync(World world, Machine pusher)
    {
        Assert.Equal("restored", (await As(world, "Pusher", pusher, service => service.RestoreAsync(
            new RestoreOptions { Copy = CopySelector.AtIndex(2), Yes = true }))).Status);
        await File.WriteAllTextAsync(pusher.Beside("new"), "another passphrase");
        Assert.Equal("rekeyed", (await As(world, "Pusher", pusher, service => service.RekeyAsync(
            new RekeyOptions { WithHistory = true }), s => s with { NewPassphraseFile = pusher.Beside("new") })).Status);
    }

    // The policy must allow every request. The endpoint itself does not check resources.
    private static async Task<T> As<T>(
        World world, string role, Machine machine, Func<VaultService, Task<T>> verb, Func<VaultSettings, VaultSettings>? change = null)
    {
        var policy = Policies[role];
        var before = Keys(world);
        world.S3.ResetRequests();

        var result = await verb(machine.Service(s => (change?.Invoke(s) ?? s) with
        {
            Bucket = Bucket,
            AccessKeyId = policy.Credential.AccessKey,
            SecretAccessKey = policy.Credential.SecretKey,
        }));

        Assert.NotEmpty(world.S3.Requests);
        Assert.Empty(world.S3.Requests.SelectMany(policy.Refused));
        Assert.All(before.Except(Keys(world)), key => Assert.True(policy.Allows("s3:DeleteObject", RolePolicy.Arn($"{Bucket}/{key}")), $"{role} may not delete {key}"));
        return result;
    }

    private static IReadOnlyList<string> Keys(World world) => world.S3.BucketNames.Contains(Bucket) ? world.S3.Bucket(Bucket).Keys : [];

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^## (?<role>\w+)$.*?```json\n(?<json>.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"s3:[A-Z]\w+")]
    private static partial Regex Permission();
}
