using System.Diagnostics;
using System.Security.Cryptography;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>One of many pushers: a separate workspace without a passphrase, so that a push needs no key derivation.</summary>
internal sealed class Rival(Arena arena, string name) : IDisposable
{
    private readonly TemporaryDirectory root = new(name);

    public string Name { get; } = $"{name}@host";

    /// <summary>SHA-256 of the content that it last pulled or pushed; null when it has seen none.</summary>
    public string? Base { get; private set; }

    /// <summary>Its current vault.</summary>
    public byte[] Vault => File.ReadAllBytes(VaultFile);

    private string VaultFile => root.Combine("ws", ".tazpod", "vault", "vault.tar.aes");

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Saves another vault, like the other tool: first the label, then the vault.</summary>
    public void Save()
    {
        var vault = RandomNumberGenerator.GetBytes(200);
        var directory = Directory.CreateDirectory(Path.GetDirectoryName(VaultFile)!).FullName;
        File.WriteAllText(Path.Combine(directory, "last-content.hash"), Sha256(vault));
        File.WriteAllBytes(VaultFile, vault);
    }

    public Task SetupAsync() => Service().SetupStorageAsync();

    /// <summary>Pushes the saved vault, and returns the result.</summary>
    public async Task<Operation> PushAsync(bool force = false)
    {
        var content = Sha256(Vault);
        var seen = Base;
        var start = Stopwatch.GetTimestamp();
        try
        {
            var result = await Service().PushAsync(new PushOptions { Force = force });
            var operation = new Operation(OperationKind.Push, Name, seen, content, start, Stopwatch.GetTimestamp());
            Assert.True(result.Changed);
            Base = content;
            return operation;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.RemoteMoved)
        {
            return new Operation(OperationKind.Refusal, Name, seen, content, start, Stopwatch.GetTimestamp()) { Message = failure.Message };
        }
    }

    /// <summary>Pulls latest. A saved vault that lost the race is kept aside.</summary>
    public async Task<Operation> PullAsync()
    {
        var start = Stopwatch.GetTimestamp();
        await Service().PullAsync(new PullOptions { Force = true });
        var end = Stopwatch.GetTimestamp();
        Base = Sha256(Vault);
        return new Operation(OperationKind.Pull, Name, null, Base, start, end);
    }

    public void Dispose() => root.Dispose();

    private VaultService Service() => new(
        new VaultSettings { VaultFile = VaultFile, SecretsDirectory = root.Combine("secrets"), HomeDirectory = root.Path, Retention = 1000 },
        new VaultServiceOptions { OpenStore = arena.Open, Provenance = new Provenance(Name, null) });
}
