using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class PlainETagTests
{
    [Theory]
    [InlineData("\"0123\"", "0123")]
    [InlineData("0123", "0123")]
    [InlineData(" \"0123\" ", "0123")]
    [InlineData("W/\"0123\"", "0123")]
    [InlineData("\"0123-gzip\"", "0123")]
    [InlineData("W/\"0123-2;gzip\"", "0123-2")]
    [InlineData("\"0123-br\"", "0123")]
    [InlineData("\"0123-2\"", "0123-2")]
    [InlineData("\"-gzip\"", "-gzip")]
    [InlineData("w/\"0123\"", "w/\"0123")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Changes_to_an_etag_in_transit_are_removed(string? etag, string plain) => Assert.Equal(plain, PlainETag.Of(etag));
}
