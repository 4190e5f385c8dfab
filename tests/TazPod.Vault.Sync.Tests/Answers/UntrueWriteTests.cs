using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>A response to a write that does not say what really happened.</summary>
public sealed class UntrueWriteTests
{
    [Theory]
    [InlineData("the old one's")]
    [InlineData("another MD5")]
    [InlineData("the new one's")]
    [InlineData("no MD5")]
    public async Task A_write_that_was_answered_with_200_but_not_stored_is_not_pushed(string etag)
    {
        foreach (var quirks in new[] { S3Quirks.Aws, S3Quirks.Rgw })
        {
            await using var world = await World.StartAsync(quirks);
            await using var proxy = new AnswerProxy(world.Url);
            world.Url = proxy.Url;
            var (alice, one) = await PushedAsync(world);
            await alice.SaveAsync("two");
            proxy.Answer = async (request, pass) => IsPutOfLatest(request)
                ? new RawAnswer("200 OK", [("ETag", $"\"{Tag()}\""), ("x-amz-request-id", "1")], [])
                : await pass();

            var failure = await Machine.FailsAsync(() => alice.Service(s => s with { Retries = 0 }).PushAsync(), VaultErrors.StoreFailed);
            Assert.Contains("answered that", failure.Message, StringComparison.Ordinal);
            Assert.Equal(one, world.Latest);
            Assert.NotEqual(SyncRelation.InSync, (await alice.Service().StatusAsync()).Relation);

            proxy.Answer = (_, pass) => pass();
            Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);
            Assert.Equal(alice.VaultBytes, world.Latest);
            Assert.True(world.HistoryHolds(one) && world.HistoryHolds(alice.VaultBytes));

            string Tag() => etag switch
            {
                "the old one's" => Md5(one),
                "the new one's" => Md5(alice.VaultBytes),
                "no MD5" => "0123456789abcdef-2",
                _ => new string('0', 32),
            };
        }
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(403, "ExpiredToken")]
    [InlineData(404, "NoSuchBucket")]
    [InlineData(501, "NotImplemented")]
    [InlineData(400, "EntityTooLarge")]
    public async Task A_write_that_was_stored_but_answered_with_an_error_is_pushed(int status, string code)
    {
        await using var world = await World.StartAsync();
        var (alice, one) = await PushedAsync(world);
        await alice.SaveAsync("two");
        world.S3.Faults.On(request => request.Operation == "PutObject" && request.Key == ObjectKeys.Latest, 1, Fault.StatusAfterCommit(status, code));

        Assert.Equal(PushOutcome.Pushed, (await alice.Service().PushAsync()).Outcome);

        Assert.Equal(alice.VaultBytes, world.Latest);
        Assert.True(world.HistoryHolds(one) && world.HistoryHolds(alice.VaultBytes));
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_permission_to_read_the_next_push_creates_the_copy(bool isSavedAnew)
    {
        await using var world = await World.StartAsync();
        var (alice, _) = await PushedAsync(world);
        await alice.SaveAsync("two");
        var two = alice.VaultBytes;
        var isStored = false;
        world.S3.Faults.On(
            request => request.Operation == "PutObject" && request.Key == ObjectKeys.Latest,
            1,
            Fault.After(() => isStored = true));
        world.S3.Faults.On(request => isStored || (request.Operation == "PutObject" && request.Key == ObjectKeys.Latest), Fault.StatusAfterCommit(403, "AccessDenied"));

        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.AccessDenied);
        Assert.Equal(two, world.Latest);
        Assert.False(world.HistoryHolds(two));

        world.S3.Faults.Clear();
        if (isSavedAnew)
        {
            await alice.SaveAsync("three");
        }

        Assert.Equal(isSavedAnew ? PushOutcome.Pushed : PushOutcome.Finished, (await alice.Service().PushAsync()).Outcome);
        Assert.True(world.HistoryHolds(two));
    }

    [Fact]
    public async Task The_next_push_creates_the_copy_of_a_write_that_arrives_after_its_refusal()
    {
        await using var world = await World.StartAsync();
        await using var proxy = new AnswerProxy(world.Url);
        world.Url = proxy.Url;
        var (alice, _) = await PushedAsync(world);
        await alice.SaveAsync("two");
        Func<Task<RawAnswer>>? late = null;
        proxy.Answer = async (request, pass) =>
        {
            if (!IsPutOfLatest(request))
            {
                return await pass();
            }

            late = pass;
            return new RawAnswer("403 Forbidden", [("Content-Type", "application/xml")], "<Error><Code>AccessDenied</Code></Error>"u8.ToArray());
        };
        await Machine.FailsAsync(() => alice.Service().PushAsync(), VaultErrors.AccessDenied);
        await late!();
        proxy.Answer = (_, pass) => pass();
        Assert.Equal(alice.VaultBytes, world.Latest);

        Assert.Equal(PushOutcome.Finished, (await alice.Service().PushAsync()).Outcome);
        Assert.True(world.HistoryHolds(alice.VaultBytes));
        Assert.Equal(PushOutcome.Unchanged, (await alice.Service().PushAsync()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Latest_is_not_replaced_if_its_copy_is_only_claimed_to_exist(bool managedKeys)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = managedKeys });
        var (alice, _) = await PushedAsync(world);
        var theirs = World.NotOurVault();
        world.WriteLikeTheGoTool(theirs, new string('a', 64));
        await alice.SaveAsync("two");
        world.S3.Faults.On(
            request => request.Operation == "PutObject" && ObjectKeys.StampOf(request.Key!) is not null, Fault.After(() => Remove(world, theirs)));

        await Machine.FailsAsync(() => alice.Service().PushAsync(new PushOptions { Force = true }), VaultErrors.StoreFailed);
        Assert.Equal(theirs, world.Latest);

        world.S3.Faults.Clear();
        await alice.Service().PushAsync(new PushOptions { Force = true });
        Assert.True(world.HistoryHolds(theirs));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_of_latest_that_was_answered_but_not_stored_is_uploaded_instead(bool managedKeys)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = managedKeys });
        var (alice, one) = await PushedAsync(world);
        Remove(world, one);
        world.S3.Faults.On("CopyObject", Fault.After(() => Remove(world, one)));

        Assert.Equal(PushOutcome.Finished, (await alice.Service().PushAsync(new PushOptions { Force = true })).Outcome);

        Assert.True(world.HistoryHolds(one));
    }

    private static void Remove(World world, byte[] content)
    {
        foreach (var copy in world.Copies.Where(copy => world.Bucket.Get(copy)!.Content.Span.SequenceEqual(content)))
        {
            world.Bucket.Remove(copy);
        }
    }

    private static bool IsPutOfLatest(RawRequest request) =>
        request.Method == "PUT" && request.Target.Split('?')[0].EndsWith(ObjectKeys.Latest, StringComparison.Ordinal);

    private static async Task<(Machine Alice, byte[] One)> PushedAsync(World world)
    {
        var alice = await world.Prepare("alice").Pushed("one");
        return (alice, alice.VaultBytes);
    }

#pragma warning disable CA5351 // S3's ETag is an MD5.
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(bytes));
#pragma warning restore CA5351
}
