using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public sealed class VaultKeyTests
{
    private static readonly byte[] Salt = new byte[TazPodFormat.SaltSize];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_derived_key_is_wiped_when_disposed(bool ahead)
    {
        using var passphrase = Passphrase.FromText("p");
        var key = ahead ? VaultKey.Begin(passphrase, Salt) : VaultKey.Derive(passphrase, Salt);
        var bytes = key.WaitForBytes();
        Assert.True(bytes.ContainsAnyExcept((byte)0));

        key.Dispose();

        Assert.False(bytes.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void The_key_of_fingerprints_is_wiped_too()
    {
        using var passphrase = Passphrase.FromText("p");
        var manifest = new ArchiveManifest([], false, []);
        var key = new TreeKey(passphrase);
        var wiped = Convert.ToHexStringLower(manifest.ComputeMac(new byte[TazPodFormat.KeySize]));
        Assert.NotEqual(wiped, key.MacOf(manifest));

        key.Dispose();

        Assert.Equal(wiped, key.MacOf(manifest));
    }

    [Fact]
    public void A_key_only_belongs_to_its_passphrase_and_salt()
    {
        using var passphrase = Passphrase.FromText("p");
        using var other = Passphrase.FromText("q");
        using var key = VaultKey.Derive(passphrase, Salt);

        Assert.True(key.IsOf(passphrase, Mark(Salt)));
        Assert.False(key.IsOf(other, Mark(Salt)));
        Assert.False(key.IsOf(passphrase, Mark([1, .. Salt[1..]])));
    }

    private static SealMark Mark(byte[] salt) => new(Convert.ToHexStringLower(salt), "");
}
