using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Bytes that match no hash and were not opened can start a workspace, but never replace a vault.</summary>
public sealed class UnvouchedTests
{
    private static readonly S3Quirks NoHashes = S3Quirks.Aws with { KmsStyleEtags = true, ReturnChecksums = false };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_replace_nothing_without_the_passphrase(bool force)
    {
        await using var world = await World.StartAsync(NoHashes);
        var (alice, theirs) = await GoToolWroteAsync(world);
        var before = alice.VaultBytes;

        var failure = await Machine.FailsAsync(
            () => alice.Service(s => s with { Passphrase = null }).PullAsync(new PullOptions { Force = force }), VaultErrors.DownloadUnvouched);
        Assert.Contains("passphrase", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, alice.VaultBytes);
        Assert.Equal(["vault.tar.aes"], Directory.EnumerateFiles(Path.GetDirectoryName(alice.VaultFile)!, "vault*").Select(Path.GetFileName));

        var pulled = await alice.Service().PullAsync();
        Assert.Equal((PullOutcome.Pulled, true, false), (pulled.Outcome, pulled.Opened, pulled.Verified));
        Assert.DoesNotContain("verified", pulled.Summary, StringComparison.Ordinal);
        Assert.Equal(theirs, alice.VaultBytes);
    }

    [Fact]
    public async Task They_start_a_workspace_and_are_not_reported_as_verified()
    {
        await using var world = await World.StartAsync(NoHashes);
        var (_, theirs) = await GoToolWroteAsync(world);
        var fresh = world.Machine("fresh");

        var pulled = await fresh.Service(s => s with { Passphrase = null }).PullAsync();

        Assert.False(pulled.Verified);
        Assert.Contains("its bytes could not be verified, not opened", pulled.Summary, StringComparison.Ordinal);
        Assert.Equal(theirs, fresh.VaultBytes);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task An_md5_and_a_checksum_of_the_store_are_enough(bool isKms, bool hasChecksums)
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { KmsStyleEtags = isKms, ReturnChecksums = hasChecksums });
        var (alice, theirs) = await GoToolWroteAsync(world, byUpload: true);

        var pulled = await alice.Service(s => s with { Passphrase = null }).PullAsync();

        Assert.True(pulled.Verified);
        Assert.Contains("verified, not opened", pulled.Summary, StringComparison.Ordinal);
        Assert.Equal(theirs, alice.VaultBytes);
    }

    [Fact]
    public async Task Text_instead_of_a_vault_is_not_a_vault()
    {
        await using var world = await World.StartAsync(NoHashes);
        var fresh = world.Machine("fresh");
        world.WriteLikeTheGoTool([.. "\uFEFF"u8, .. System.Text.Encoding.ASCII.GetBytes(new string('x', 200))], "");
        foreach (var passphrase in new[] { null, Passphrase.FromText("correct horse") })
        {
            await Machine.FailsAsync(() => fresh.Service(s => s with { Passphrase = passphrase }).PullAsync(), VaultErrors.StoreFailed);
            Assert.False(File.Exists(fresh.VaultFile));
        }
    }

    // Another machine's vault, with only the label that the Go tool writes.
    private static async Task<(Machine Machine, byte[] Theirs)> GoToolWroteAsync(World world, bool byUpload = false)
    {
        var alice = await world.Prepare("alice").Pushed("one");
        var go = world.Machine("go");
        await go.SaveAsync("two");
        if (byUpload)
        {
            using var store = new Amazon.S3.AmazonS3Client(
                world.S3.AccessKey,
                world.S3.SecretKey,
                new Amazon.S3.AmazonS3Config { ServiceURL = world.S3.Url.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = world.S3.Region });
            await store.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest
            {
                BucketName = World.BucketName,
                Key = ObjectKeys.Latest,
                InputStream = new MemoryStream(go.VaultBytes),
            });
        }
        else
        {
            world.WriteLikeTheGoTool(go.VaultBytes, "");
        }

        return (alice, go.VaultBytes);
    }
}
