using TazPod.Testing.S3.Checksums;

namespace TazPod.Testing.Tests.S3;

public sealed class ChecksumAlgorithmTests
{
    [Theory]
    [InlineData("CRC32", "cbf43926")]
    [InlineData("CRC32C", "e3069283")]
    [InlineData("CRC64NVME", "ae8b14860a799888")]
    public void A_CRC_of_the_digits_is_the_published_check_value(string name, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(ChecksumAlgorithm.Named(name)!.Compute("123456789"u8.ToArray())));
}
