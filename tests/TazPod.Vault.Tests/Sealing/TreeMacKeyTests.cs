using System.Security.Cryptography;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public class TreeMacKeyTests
{
    [Fact]
    public void Is_derived_from_the_passphrase_at_the_cost_of_the_vault_with_a_fixed_label()
    {
        using var passphrase = Passphrase.FromText("p");

        Assert.Equal(
            Rfc2898DeriveBytes.Pbkdf2("p"u8, "TazPod.Cake tree-mac v1"u8, 100_000, HashAlgorithmName.SHA256, 32),
            TreeMacKey.Derive(passphrase));
    }

    [Fact]
    public void Differs_with_the_passphrase()
    {
        using var one = Passphrase.FromText("p");
        using var other = Passphrase.FromText("q");

        Assert.NotEqual(TreeMacKey.Derive(one), TreeMacKey.Derive(other));
    }
}
