using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests;

/// <summary>VaultDoctor finds what would make a push or a pull fail, and leaves nothing.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Where_all_is_well_nothing_is_bad_and_nothing_stays()
    {
        await using var world = await World.StartAsync();
        var alice = await world.ReadyMachineAsync("alice");
        await alice.SaveAsync("one");
        await alice.Service().PushAsync();
        var before = world.Bucket.Keys;
        var files = Directory.EnumerateFiles(alice.Root, "*", SearchOption.AllDirectories).ToList();

        var result = await alice.Service().DoctorAsync();

        Assert.Null(result.Failure);
        Assert.Equal("well", result.Status);
        Assert.DoesNotContain(result.Checks, check => check.Verdict is DoctorVerdict.Bad or DoctorVerdict.Warning);
        foreach (var name in new[] { "credentials", "clock", "reading", "listing", "writing", "conditional writes", "server-side copies", "default encryption" })
        {
            Assert.Equal(DoctorVerdict.Good, Check(result, name).Verdict);
        }

        Assert.Equal(before, world.Bucket.Keys);
        Assert.Equal(files, Directory.EnumerateFiles(alice.Root, "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(world.S3.Requests, request => request.Method == "PUT" && request.Key.Length == 0);
    }

    [Fact]
    public async Task A_bucket_that_was_not_set_up_works_and_could_be_better()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { MakeBucketsUnencrypted = true });

        var result = await world.Machine("alice").Service().DoctorAsync();

        Assert.Null(result.Failure);
        Assert.Equal(3, result.Checks.Count(check => check is { Verdict: DoctorVerdict.Warning, Finding: "off", Fix: { } fix } && fix.StartsWith("Run SetupStorage", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Machine("bob").Root));
    }

    [Fact]
    public async Task A_store_that_ignores_conditions_is_bad_unless_it_was_allowed()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { IgnoreConditions = true });
        var alice = world.Machine("alice");

        var refused = await alice.Service().DoctorAsync();
        var allowed = await alice.Service(s => s with { UnsafeStore = true }).DoctorAsync();

        Assert.Equal(VaultErrors.ConditionsNotHonoured, refused.Failure?.Error);
        Assert.NotNull(Check(refused, "conditional writes").Fix);
        Assert.Null(allowed.Failure);
        Assert.Equal(DoctorVerdict.Warning, Check(allowed, "conditional writes").Verdict);
    }

    [Theory]
    [InlineData("HeadObject", 403, "SignatureDoesNotMatch", "TAZPOD5002", "credentials")]
    [InlineData("GetObject", 403, "ExpiredToken", "TAZPOD5002", "credentials")]
    [InlineData("GetObject", 403, "RequestTimeTooSkewed", "TAZPOD5004", "clock")]
    [InlineData("GetObject", 403, "AccessDenied", "TAZPOD5003", "reading")]
    [InlineData("ListObjectsV2", 403, "AccessDenied", "TAZPOD5003", "listing")]
    [InlineData("ListObjectsV2", 404, "NoSuchBucket", "TAZPOD2001", "bucket")]
    [InlineData("PutObject", 403, "AccessDenied", "TAZPOD5003", "writing")]
    [InlineData("HeadObject", 500, "InternalError", "TAZPOD2005", "store")]
    public async Task What_would_fail_is_bad_with_its_code_and_a_fix(string operation, int status, string code, string expected, string name)
    {
        await using var world = await World.StartAsync();
        world.S3.Faults.On(operation, Fault.Status(status, code));
        if (operation == "GetObject")
        {
            // A HEAD has no body: why it was refused, the GET after it says.
            world.S3.Faults.On("HeadObject", Fault.Status(status, code));
        }
        else if (code == "SignatureDoesNotMatch")
        {
            world.S3.Faults.On("GetObject", Fault.Status(status, code));
        }

        var result = await world.Machine("alice").Service(s => s with { Retries = 0 }).DoctorAsync();

        Assert.Equal(expected, result.Failure?.Error.Code);
        var check = Assert.Single(result.Checks, check => check.Verdict == DoctorVerdict.Bad);
        Assert.Equal(name, check.Name);
        Assert.False(string.IsNullOrWhiteSpace(check.Fix));
        Assert.DoesNotContain(world.S3.SecretKey, string.Join('\n', result.Checks), StringComparison.Ordinal);
    }

    private static DoctorCheck Check(DoctorResult result, string name) => Assert.Single(result.Checks, check => check.Name == name);
}
