using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public sealed class PassphraseWipingTests
{
    [Fact]
    public void A_wiped_passphrase_is_gone_and_says_so()
    {
        var passphrase = Passphrase.FromText("p");
        var bytes = passphrase.Bytes;

        passphrase.Dispose();

        Assert.Equal(0, bytes[0]);
        Assert.Throws<ObjectDisposedException>(() => passphrase.Bytes.Length);
        Assert.Throws<ObjectDisposedException>(passphrase.WithoutFinalLineEnd);
    }
}
