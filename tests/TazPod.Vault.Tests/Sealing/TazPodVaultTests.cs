using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public sealed class TazPodVaultTests
{
    private static readonly byte[] Image = [.. Enumerable.Range(0, 61).Select(number => (byte)number)];

    [Fact]
    public void The_mark_of_a_vault_is_its_salt_and_its_tag() =>
        Assert.Equal(
            new SealMark(Convert.ToHexStringLower(Image.AsSpan(0, 32)), Convert.ToHexStringLower(Image.AsSpan(45, 16))),
            new TazPodVault().Recognise(Image));

    [Fact]
    public void The_smallest_vault_has_a_tag_and_a_shorter_one_has_none()
    {
        Assert.Equal(Convert.ToHexStringLower(Image.AsSpan(44, 16)), new TazPodVault().Recognise(Image.AsSpan(0, 60)).Tag);
        Assert.Equal("", new TazPodVault().Recognise(Image.AsSpan(0, 59)).Tag);
        Assert.Equal(new SealMark("0001", ""), new TazPodVault().Recognise(Image.AsSpan(0, 2)));
    }
}
