using TazPod.Testing.S3;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>SetupStorage on a real Ceph gateway: a setting that breaks writes is taken back, and a push works afterwards.</summary>
public sealed class SetupOnRgwTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_real_gateway_still_accepts_conditional_writes_afterwards()
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        var server = RgwServer.Current;
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        var bucket = $"tazpod-setup-{Guid.NewGuid():N}";
        VaultService Service(bool versioning) => alice.Service(s => s with
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Bucket = bucket,
            AccessKeyId = server.AccessKey,
            SecretAccessKey = server.SecretKey,
            Versioning = versioning,
        });

        var first = await Service(versioning: false).SetupStorageAsync();
        Print(first);
        Assert.Equal(BucketCreation.Created, first.Bucket);
        Assert.Equal(
            [SetupOutcome.Made, SetupOutcome.LeftOut, SetupOutcome.NotSupported, SetupOutcome.LeftOut, SetupOutcome.Made, SetupOutcome.LeftOut],
            first.Steps.Select(step => step.Outcome));
        Assert.Equal(ConditionSupport.Honoured, first.Conditions);
        await alice.SaveAsync("one");
        await Service(versioning: false).PushAsync();

        var second = await Service(versioning: false).SetupStorageAsync();
        Print(second);
        Assert.Equal(SetupOutcome.AlreadySo, second.Steps[4].Outcome);

        var versioned = await Service(versioning: true).SetupStorageAsync();
        Print(versioned);
        Assert.Equal(SetupOutcome.TakenBack, versioned.Steps[3].Outcome);

        // Whatever suspending leaves behind, the result says what the store honours now.
        await alice.SaveAsync("two");
        if (versioned.Conditions == ConditionSupport.Honoured)
        {
            await Service(versioning: false).PushAsync();
        }
    }

    private void Print(SetupResult result)
    {
        output.WriteLine(result.Summary);
        foreach (var step in result.Steps)
        {
            output.WriteLine($"{step.Name}: {step.Words} ({step.Detail})");
        }
    }
}
