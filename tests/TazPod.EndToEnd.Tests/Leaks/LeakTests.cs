using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.S3.Faults;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>Nothing leaks: every verb, with success and with every class of failure, with maximal output.</summary>
public sealed class LeakTests
{
    [Theory]
    [InlineData(Door.Build, "s3")]
    [InlineData(Door.Build, "file:store")]
    [InlineData(Door.Tool, "s3")]
    public async Task No_successful_verb_leaks_a_secret(Door door, string storage)
    {
        await using var place = await LeakPlace.StartAsync(door);
        place.UseStore(storage);

        await place.RunAsync(0, "SetupStorage");
        await place.RunAsync(0, "SaveVault");
        await place.RunAsync(0, "PushVault");
        await place.RunAsync(0, "UnlockVault");
        place.EditSecrets();
        place.Environment.Remove("TAZPOD_PASSPHRASE");
        await place.RunAsync(0, "DiffVault", "--passphrase-file=passphrase");
        await place.RunAsync(0, "SaveVault", "--passphrase-file=passphrase");
        await place.RunAsync(0, "RekeyVault", "--passphrase-file=passphrase", "--new-passphrase-file=second-passphrase", "--history");
        await place.RunAsync(0, "VerifyVault", "--passphrase-file=second-passphrase");
        await place.RunAsync(0, "PushVault", "--passphrase-file=second-passphrase");
        await place.RunAsync(0, "PinVault", "--index=1", "--note=before the move");
        await place.RunAsync(0, "PushSnapshot", "--file=.tazpod/vault/vault.tar.aes", "--lineage=prod");
        await place.RunAsync(0, "PullSnapshot", "--file=restored", "--lineage=prod");
        await place.RunAsync(0, "LineageStatus", "--lineage=prod");
        await place.RunAsync(0, "ListHistory");
        await place.RunAsync(0, "VaultStatus");
        await place.RunAsync(0, "PruneHistory", "--retention=1");
        await place.RunAsync(0, "PullVault", "--force");
        await place.RunAsync(0, "LockVault", "--passphrase-file=second-passphrase");
        await place.RunAsync(0, "Bootstrap", "--passphrase-file=second-passphrase");
    }

    [Theory]
    [InlineData(Door.Build)]
    [InlineData(Door.Tool)]
    public async Task No_failure_of_any_class_leaks_a_secret(Door door)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a directory that refuses every user");
        await using var place = await LeakPlace.StartAsync(door);
        place.UseStore("s3");
        await place.RunAsync(3, "PullVault");
        await place.RunAsync(0, "SetupStorage");
        await place.RunAsync(3, "UnlockVault");
        await place.RunAsync(3, "PullVault");
        await place.RunAsync(0, "SaveVault");
        await place.RunAsync(0, "PushVault");
        await place.RunAsync(2, "PushVault", "--retention=0");
        await place.RunAsync(6, "UnlockVault", "--passphrase-file=second-passphrase", "--force");
        await place.RunAsync(8, "SaveVault", "--vault-file=/sys/vault/vault.tar.aes");

        place.EditSecrets();
        await place.RunAsync(5, "LockVault");
        await place.RunAsync(0, "SaveVault");
        place.Endpoint.Bucket("canary-bucket").Put("tazpod/vault/vault.tar.aes", "somebody else's"u8.ToArray());
        await place.RunAsync(5, "PushVault");
        await place.RunAsync(2, "NoSuchTarget");
        await place.RunAsync(1, "RunWithVault", "--env-file=prod.env", "--exec=false");
        place.Endpoint.Faults.On(_ => true, Fault.Status(403, "AccessDenied"));
        foreach (var verb in new[] { "SetupStorage", "PushVault", "PullVault", "ListHistory", "PruneHistory", "VaultStatus", "Bootstrap" })
            await place.RunAsync(4, verb);
        place.Endpoint.Faults.Clear();
        place.Endpoint.Faults.On(_ => true, Fault.Status(500, "InternalError"));
        foreach (var verb in new[] { "SetupStorage", "PushVault", "PullVault", "ListHistory", "PruneHistory", "VaultStatus", "Bootstrap" })
            await place.RunAsync(7, verb);

        place.Environment["AWS_SECRET_ACCESS_KEY"] += "\u0001";
        await place.RunAsync(4, "PushVault");
        place.Environment["AWS_ACCESS_KEY_ID"] = "";
        await place.RunAsync(4, "PushVault");
        place.Environment["AWS_ENDPOINT_URL_S3"] = $"http://{LeakPlace.EndpointUser}:{LeakPlace.EndpointPassword}@127.0.0.1:1/";
        foreach (var verb in new[] { "SaveVault", "PushVault", "VaultStatus" })
            await place.RunAsync(2, verb);
        place.Environment.Remove("AWS_ENDPOINT_URL_S3");
        await place.RunAsync(2, "PushVault", $"--endpoint=http://{LeakPlace.EndpointUser}:{LeakPlace.EndpointPassword}@127.0.0.1:1/");

        Assert.Superset(new HashSet<int> { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, place.ExitCodes);
    }

    [Theory]
    [InlineData(Door.Build)]
    [InlineData(Door.Tool)]
    public async Task No_command_and_no_restore_leaks_a_secret(Door door)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs a shell");
        await using var place = await LeakPlace.StartAsync(door);
        place.UseStore("s3");
        await place.RunAsync(0, "SetupStorage");
        await place.RunAsync(0, "SaveVault");
        await place.RunAsync(0, "PushVault");
        place.EditSecrets();
        await place.RunAsync(0, "SaveVault");
        await place.RunAsync(0, "RunWithVault", "--env-file=prod.env", "--exec=sh -c 'echo $TOKEN; echo $TOKEN >&2'");
        await place.RunAsync(7, "RunWithVault", "--env-file=prod.env", "--exec=sh -c 'echo $TOKEN; exit 7'");
        await place.RunAsync(1, "RunWithVault", "--env-file=prod.env", "--exec=sh -c 'echo $TOKEN >&2; exit 1'");
        await place.RunAsync(0, "PushVault");
        await place.RunAsync(0, "RestoreVault", "--index=2", "--yes");
    }

    [Theory]
    [InlineData(Door.Build)]
    [InlineData(Door.Tool)]
    public async Task No_interrupted_verb_leaks_a_secret(Door door)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        await using var place = await LeakPlace.StartAsync(door);
        place.UseStore("s3");
        await place.RunAsync(0, "SetupStorage");
        await place.RunAsync(0, "SaveVault");
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        place.Endpoint.Faults.OnNth(1, Fault.Before(() => { arrived.TrySetResult(); }));
        place.Endpoint.Faults.OnNth(1, Fault.Hang);

        await place.RunAsync(130, InterruptAsync, "PushVault");

        async Task InterruptAsync(HostProcess host)
        {
            await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2));
            host.Signal("INT");
        }
    }
}
