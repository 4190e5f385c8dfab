using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Archive.Gzip;

public class GzipContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public void A_complete_file_is_read_to_its_end(int size)
    {
        var content = Noise(size);

        Assert.Equal(content, Read(TarBytes.Gzip(content)));
    }

    [Fact]
    public void Members_one_after_another_are_one_content()
    {
        var first = Noise(9000);
        var second = Noise(20);

        Assert.Equal([.. first, .. second], Read([.. TarBytes.Gzip(first), .. TarBytes.Gzip(second)]));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var whole = TarBytes.Gzip(Noise(300));
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length]);
        }
    }

    // Lengths around the decompressor's chunk of 8192: it drops the rest of a chunk after a finished member.
    [Theory]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(16_384)]
    public void Data_after_the_last_member_is_refused(int about)
    {
        var overhead = TarBytes.Gzip(Noise(about)).Length - about;
        for (var size = about - overhead - 3; size < about - overhead + 3; size++)
        {
            var whole = TarBytes.Gzip(Noise(size));
            AssertRefused([.. whole, 0]);
            AssertRefused([.. whole, 0x1f]);
            AssertRefused([.. whole, 0x1f, 0x8b]);
            AssertRefused([.. whole, .. new byte[512]]);
            AssertRefused([.. whole, .. Noise(9000)]);
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_trailer_is_refused()
    {
        for (var back = 1; back <= 8; back++)
        {
            var damaged = TarBytes.Gzip(Noise(300));
            damaged[^back] ^= 1;
            AssertRefused(damaged);
        }
    }

    private static byte[] Noise(int size)
    {
        var noise = new byte[size];
        new Random(size).NextBytes(noise);
        return noise;
    }

    private static byte[] Read(byte[] archive)
    {
        using var content = new GzipContent(archive);
        var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static void AssertRefused(byte[] archive) =>
        Assert.Same(VaultErrors.ArchiveDamaged, Assert.Throws<VaultException>(() => Read(archive)).Error);
}
