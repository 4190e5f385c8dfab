using System.Text.Json.Nodes;
using System.Xml.Linq;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>SetupStorage sets every setting that the store supports, reports the outcome of each, and leaves a bucket that accepts
/// writes.</summary>
public sealed class SetupTests
{
    private const string PolicyBlock = "public access by policy blocked";
    private const string ListBlock = "public access lists refused";
    private const string Encryption = "default encryption";
    private const string Versioning = "versioning";
    private const string Uploads = "incomplete uploads removed";
    private const string Transport = "plain HTTP refused";

    private static readonly S3Quirks Bare = S3Quirks.Aws with { MakeBucketsUnencrypted = true };

    [Fact]
    public async Task A_new_bucket_is_set_up_and_the_second_time_nothing_is_left_to_do()
    {
        await using var world = await World.StartAsync(Bare);
        var alice = world.Machine("alice");

        var first = await alice.Service(s => s with { Versioning = true }).SetupStorageAsync();
        world.S3.ResetRequests();
        var second = await alice.Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.Equal([SetupOutcome.Made, SetupOutcome.LeftOut, SetupOutcome.Made, SetupOutcome.Made, SetupOutcome.Made, SetupOutcome.LeftOut], Outcomes(first));
        Assert.True(first.Changed);
        Assert.Equal(
            [SetupOutcome.AlreadySo, SetupOutcome.LeftOut, SetupOutcome.AlreadySo, SetupOutcome.AlreadySo, SetupOutcome.AlreadySo, SetupOutcome.LeftOut],
            Outcomes(second));
        Assert.False(second.Changed);
        Assert.DoesNotContain(world.S3.Requests, request => request.Method == "PUT" && request.Key.Length == 0);
        Assert.Equal(S3BucketVersioning.Enabled, world.Bucket.Versioning);
        Assert.Equal(3, world.Bucket["publicAccessBlock"]!.Split(">true<").Length - 1);
        Assert.Contains("AES256", world.Bucket["encryption"], StringComparison.Ordinal);
        Assert.Contains("<DaysAfterInitiation>7<", world.Bucket["lifecycle"], StringComparison.Ordinal);
        Assert.Null(world.Bucket["policy"]);
        Assert.Empty(world.Bucket.Keys);
    }

    [Fact]
    public async Task A_store_with_another_name_in_its_response_is_understood_the_second_time_too()
    {
        await using var world = await World.StartAsync(S3Quirks.Rgw);
        var alice = world.Machine("alice");

        var first = await alice.Service().SetupStorageAsync();
        world.S3.ResetRequests();
        var second = await alice.Service().SetupStorageAsync();

        Assert.Equal(new SetupStep(PolicyBlock, SetupOutcome.Made), Step(first, PolicyBlock));
        Assert.Equal(new SetupStep(PolicyBlock, SetupOutcome.AlreadySo), Step(second, PolicyBlock));
        Assert.False(second.Changed);
        Assert.DoesNotContain("PutPublicAccessBlock", world.S3.Operations);
    }

    [Fact]
    public async Task Except_on_AWS_versioning_is_not_changed_unless_requested()
    {
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");

        var left = await alice.Service().SetupStorageAsync();
        Assert.Equal(SetupOutcome.LeftOut, Step(left, Versioning).Outcome);
        Assert.Equal(S3BucketVersioning.Off, world.Bucket.Versioning);

        world.Bucket.Versioning = S3BucketVersioning.Enabled;
        Assert.Equal(SetupOutcome.AlreadySo, Step(await alice.Service(s => s with { Versioning = false }).SetupStorageAsync(), Versioning).Outcome);
        Assert.Equal(S3BucketVersioning.Enabled, world.Bucket.Versioning);
    }

    [Fact]
    public async Task Versioning_that_breaks_conditional_writes_is_taken_back()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { BreakVersionedConditions = true });
        var alice = world.Machine("alice");

        var result = await alice.Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.Equal(SetupOutcome.TakenBack, Step(result, Versioning).Outcome);
        Assert.Contains("If-None-Match", Step(result, Versioning).Detail, StringComparison.Ordinal);
        Assert.Equal(S3BucketVersioning.Suspended, world.Bucket.Versioning);
        Assert.Equal(ConditionSupport.Honoured, result.Conditions);
        await alice.PushAsync("one");
    }

    [Fact]
    public async Task On_Ceph_the_switch_that_denies_every_write_is_left_alone_and_the_other_three_are_on()
    {
        await using var world = await World.StartAsync(S3Quirks.Rgw);
        var alice = world.Machine("alice");

        var result = await alice.Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.Equal(
            [SetupOutcome.Made, SetupOutcome.LeftOut, SetupOutcome.NotSupported, SetupOutcome.TakenBack, SetupOutcome.Made, SetupOutcome.LeftOut],
            Outcomes(result));
        Assert.Equal(3, world.Bucket["publicAccessBlock"]!.Split(">true<").Length - 1);
        Assert.Contains("<BlockPublicAcls>false<", world.Bucket["publicAccessBlock"], StringComparison.Ordinal);
        Assert.Equal(ConditionSupport.Honoured, result.Conditions);
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(405, "MethodNotAllowed")]
    [InlineData(400, "MalformedXML")]
    [InlineData(409, "BucketAlreadyOwnedByYou")]
    public async Task A_store_without_settings_can_be_set_up(int status, string code)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { UnknownSettings = ["*"], UnknownSettingAnswer = (status, code) });
        var alice = world.Machine("alice");

        var result = await alice.Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.All(result.Steps.SkipLast(1), step =>
        {
            Assert.Equal(SetupOutcome.NotSupported, step.Outcome);
            Assert.Equal(code, step.Detail);
        });
        Assert.Equal(ConditionSupport.Honoured, result.Conditions);
        Assert.False(result.Changed);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task A_store_that_ignores_settings_or_refuses_them_with_its_own_message_can_be_set_up(int status)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { OverlooksSettings = status == 200 });
        if (status != 200)
        {
            world.S3.Faults.On(request => IsSetting(request.Query.Keys), Fault.Words(status, "not known here"));
        }

        var result = await world.Machine("alice").Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.All(result.Steps.SkipLast(1), step => Assert.Equal(SetupOutcome.NotSupported, step.Outcome));
        Assert.Equal(ConditionSupport.Honoured, result.Conditions);

        static bool IsSetting(IEnumerable<string> parameters) =>
            parameters.Intersect(["publicAccessBlock", "encryption", "versioning", "lifecycle", "policy"]).Any();
    }

    [Fact]
    public async Task A_setting_that_is_accepted_and_dropped_is_not_reported_as_made()
    {
        await using var world = await World.StartAsync(Bare with { ForgetSettings = true });

        var result = await world.Machine("alice").Service(s => s with { Versioning = true }).SetupStorageAsync();

        Assert.All(result.Steps.SkipLast(1).Where(step => step.Name != ListBlock), step => Assert.Equal(SetupOutcome.NotSupported, step.Outcome));
    }

    [Fact]
    public async Task A_setting_without_permission_is_reported_with_the_missing_permission()
    {
        await using var world = await World.StartAsync(Bare);
        world.S3.Faults.On(request => request.Query.ContainsKey("lifecycle"), Fault.Status(403, "AccessDenied"));
        world.S3.Faults.On("PutPublicAccessBlock", Fault.Status(403, "AccessDenied"));

        var result = await world.Machine("alice").Service().SetupStorageAsync();

        Assert.Equal(new SetupStep(Uploads, SetupOutcome.NotPermitted, "needs s3:GetLifecycleConfiguration, \"Injected fault\""), Step(result, Uploads));
        Assert.Equal(new SetupStep(PolicyBlock, SetupOutcome.NotPermitted, "needs s3:PutBucketPublicAccessBlock, \"Injected fault\""), Step(result, PolicyBlock));
        Assert.Equal(SetupOutcome.Made, Step(result, Encryption).Outcome);
        Assert.Empty(world.Bucket.Keys);
    }

    [Fact]
    public async Task Credentials_that_are_no_longer_valid_fail_the_run_whatever_the_step()
    {
        await using var world = await World.StartAsync(Bare);
        world.S3.Faults.On("PutBucketEncryption", Fault.Status(403, "ExpiredToken"));

        await Machine.FailsAsync(() => world.Machine("alice").Service().SetupStorageAsync(), VaultErrors.CredentialsRejected);
    }

    [Fact]
    public async Task Rules_of_others_are_not_changed()
    {
        const string Others = """
            <Rule><ID>logs</ID><Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></And></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition><Expiration><Days>400</Days></Expiration><NoncurrentVersionTransition><NoncurrentDays>3</NoncurrentDays><StorageClass>STANDARD_IA</StorageClass><NewerNoncurrentVersions>4</NewerNoncurrentVersions></NoncurrentVersionTransition><NoncurrentVersionExpiration><NoncurrentDays>9</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule>
            <Rule><ID>old</ID><Prefix>old/</Prefix><Status>Disabled</Status><Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration></Rule>
            <Rule><ID>part</ID><Filter><Prefix>part/</Prefix></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>
            <Rule><ID>marks</ID><Filter><Tag><Key>x</Key><Value>y</Value></Tag></Filter><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>
            """;
        await using var world = await World.StartAsync(Bare);
        var before = $"<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{Others}</LifecycleConfiguration>";
        world.Bucket["lifecycle"] = before;

        var result = await world.Machine("alice").Service().SetupStorageAsync();

        Assert.Equal(SetupOutcome.Made, Step(result, Uploads).Outcome);
        var after = Rules(world.Bucket["lifecycle"]!);
        Assert.Equal(Rules(before).Count + 1, after.Count);
        Assert.All(Rules(before), rule => Assert.Contains(rule, after));
    }

    [Theory]
    [InlineData("<Filter><Prefix></Prefix></Filter>")]
    [InlineData("<Filter/>")]
    [InlineData("<Prefix/>")]
    public async Task An_existing_rule_that_does_the_same_is_enough(string filter)
    {
        await using var world = await World.StartAsync(Bare);
        world.Bucket["lifecycle"] = "<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ID>theirs</ID>" + filter
            + "<Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>";

        Assert.Equal(SetupOutcome.AlreadySo, Step(await world.Machine("alice").Service().SetupStorageAsync(), Uploads).Outcome);
    }

    [Fact]
    public async Task Over_plain_http_the_policy_that_would_lock_everyone_out_is_not_set()
    {
        await using var world = await World.StartAsync(Bare);

        var result = await world.Machine("alice").Service(s => s with { TlsOnly = true }).SetupStorageAsync();

        Assert.Equal(SetupOutcome.LeftOut, Step(result, Transport).Outcome);
        Assert.Null(world.Bucket["policy"]);
    }

    [Fact]
    public async Task The_statement_against_plain_http_is_added_to_those_of_others()
    {
        const string Theirs = """{"Version":"2012-10-17","Id":"x","Statement":{"Sid":"Theirs","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::tazlab-storage/public/*"}}""";
        await using var world = await World.StartAsync(Bare);
        using var store = world.OpenStore();
        var settings = (IBucketSettings)store;
        world.Bucket["policy"] = Theirs;

        Assert.Equal(BucketSettingState.Off, (await settings.ReadAsync(BucketSetting.EncryptedTransport)).State);
        Assert.Equal(BucketSettingState.On, (await settings.SetAsync(BucketSetting.EncryptedTransport)).State);
        await settings.SetAsync(BucketSetting.EncryptedTransport);
        var both = JsonNode.Parse(world.Bucket["policy"]!)!["Statement"]!.AsArray();
        Assert.Equal(["Theirs", "TazPodTlsOnly"], both.Select(each => (string?)each!["Sid"]));
        Assert.Equal("false", (string?)both[1]!["Condition"]!["Bool"]!["aws:SecureTransport"]);

        await settings.ClearAsync(BucketSetting.EncryptedTransport);
        Assert.Equal("Theirs", (string?)JsonNode.Parse(world.Bucket["policy"]!)!["Statement"]!.AsArray().Single()!["Sid"]);
        world.Bucket["policy"] = null;
        await settings.SetAsync(BucketSetting.EncryptedTransport);
        await settings.ClearAsync(BucketSetting.EncryptedTransport);
        Assert.Null(world.Bucket["policy"]);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_tested_a_setting_is_undone_by_the_next()
    {
        await using var world = await World.StartAsync(S3Quirks.Rgw);
        var alice = world.Machine("alice");
        world.Bucket["publicAccessBlock"] = "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>";
        await Machine.FailsAsync(() => alice.Service().SetupStorageAsync(), VaultErrors.AccessDenied);
        world.Bucket.Put($"{ObjectKeys.ProbePrefix}setup-{(int)BucketSetting.NoPublicLists}-killed", "setup"u8);

        var result = await alice.Service().SetupStorageAsync();

        Assert.Equal(ConditionSupport.Honoured, result.Conditions);
        Assert.Contains(result.Notices, notice => notice.Contains("stopped before testing it", StringComparison.Ordinal));
        Assert.Empty(world.Bucket.Keys);
        await alice.PushAsync("one");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_taken_back_fails_the_run_and_keeps_its_mark()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { BreakVersionedConditions = true });
        var alice = world.Machine("alice");
        VaultService Service() => alice.Service(s => s with { Versioning = true });
        world.S3.Faults.On(
            request => request.Method == "PUT" && request.Query.ContainsKey("versioning") && world.Bucket.Versioning == S3BucketVersioning.Enabled,
            Fault.Status(403, "AccessDenied"));

        var failure = await Machine.FailsAsync(() => Service().SetupStorageAsync(), VaultErrors.AccessDenied);
        Assert.Contains("could not be reverted", failure.Message, StringComparison.Ordinal);
        Assert.Single(world.Bucket.Keys);

        world.S3.Faults.Clear();
        Assert.Equal(ConditionSupport.Honoured, (await Service().SetupStorageAsync()).Conditions);
        Assert.Empty(world.Bucket.Keys);
    }

    [Fact]
    public async Task A_mark_turns_nothing_off_if_writes_work()
    {
        await using var world = await World.StartAsync(Bare);
        world.Bucket.Versioning = S3BucketVersioning.Enabled;
        world.Bucket.Put($"{ObjectKeys.ProbePrefix}setup-{(int)BucketSetting.Versioning}-planted", "x"u8);

        await world.Machine("alice").Service().SetupStorageAsync();

        Assert.Equal(S3BucketVersioning.Enabled, world.Bucket.Versioning);
    }

    [Fact]
    public async Task A_setting_is_taken_back_if_the_store_fails_during_its_test()
    {
        await using var world = await World.StartAsync(Bare);
        world.S3.Faults.On(
            request => request.Method == "PUT" && request.Key.Contains(".probe-", StringComparison.Ordinal) && world.Bucket.Versioning == S3BucketVersioning.Enabled,
            Fault.Status(500, "InternalError"));

        await Machine.FailsAsync(
            () => world.Machine("alice").Service(s => s with { Versioning = true, Retries = 0 }).SetupStorageAsync(), VaultErrors.StoreFailed);

        Assert.Equal(S3BucketVersioning.Suspended, world.Bucket.Versioning);
        Assert.Empty(world.Bucket.Keys);
    }

    [Theory]
    [InlineData(409, "OperationAborted")]
    [InlineData(500, "UnknownError")]
    public async Task A_setting_that_another_setup_applies_at_the_same_moment_is_set(int status, string code)
    {
        await using var world = await World.StartAsync(Bare);
        world.S3.Faults.On("PutPublicAccessBlock", Fault.StatusAfterCommit(status, code));

        var result = await world.Machine("alice").Service(s => s with { Retries = 0 }).SetupStorageAsync();

        Assert.Equal(SetupOutcome.Made, Step(result, PolicyBlock).Outcome);
        Assert.Empty(world.Bucket.Keys);
    }

    [Fact]
    public async Task A_setting_that_the_store_fails_to_apply_fails_the_run()
    {
        await using var world = await World.StartAsync(Bare);
        world.S3.Faults.On("PutPublicAccessBlock", times: 1, Fault.Status(500, "UnknownError"));

        await Machine.FailsAsync(() => world.Machine("alice").Service(s => s with { Retries = 0 }).SetupStorageAsync(), VaultErrors.StoreFailed);

        Assert.Empty(world.Bucket.Keys);
    }

    private static SetupStep Step(SetupResult result, string name) => result.Steps.Single(step => step.Name == name);

    private static IEnumerable<SetupOutcome> Outcomes(SetupResult result) => result.Steps.Select(step => step.Outcome);

    // The content of the rules, regardless of the order of their elements and the namespace prefix.
    private static List<string> Rules(string xml) =>
        [.. XDocument.Parse(xml).Root!.Elements().Select(rule => Sorted(rule))];

    private static string Sorted(XElement element) =>
        $"{element.Name.LocalName}({(element.HasElements ? string.Concat(element.Elements().Select(Sorted).Order(StringComparer.Ordinal)) : element.Value)})";
}
