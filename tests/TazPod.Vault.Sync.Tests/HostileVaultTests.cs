using System.Runtime.CompilerServices;
using System.Text.Json;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Promise 7 through the verb: a hostile vault file ends in one clear error, with nothing written.</summary>
public sealed class HostileVaultTests
{
    public static TheoryData<string> Rejected => [.. Cases().Where(one => one.Allowed is ["reject"]).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task Unlock_refuses_a_hostile_vault_and_leaves_the_destination_alone(string id)
    {
        var vector = Cases().Single(one => one.Id == id);
        await using var world = await World.StartAsync();
        var alice = world.Machine("alice");
        Directory.CreateDirectory(Path.GetDirectoryName(alice.VaultFile)!);
        File.Copy(Path.Combine(Folder(), vector.File), alice.VaultFile);

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => alice.Service(s => s with { Passphrase = new Passphrase(vector.Passphrase) }).UnlockAsync());

        Assert.Equal(ExitCode.Integrity, failure.Error.ExitCode);
        Assert.Equal(FileKind.Missing, FileFacts.Of(alice.Secrets).Kind);
        Assert.Equal(["ws"], Directory.EnumerateFileSystemEntries(alice.Root).Select(path => Path.GetFileName(path)));
    }

    private static IEnumerable<(string Id, string File, string[] Allowed, byte[] Passphrase)> Cases()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "manifest.json")));
        return
        [
            .. manifest.RootElement.GetProperty("negative").EnumerateArray().Select(one => (
                one.GetProperty("id").GetString()!,
                one.GetProperty("file").GetString()!,
                one.GetProperty("allowed").EnumerateArray().Select(word => word.GetString()!).ToArray(),
                one.GetProperty("passphrase_b64").GetBytesFromBase64())),
        ];
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "vectors", "tazpod-go", "negative");
}
