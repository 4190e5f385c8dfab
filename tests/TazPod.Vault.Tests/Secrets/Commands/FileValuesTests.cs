using System.Text;
using TazPod.Vault.Secrets.Commands;

namespace TazPod.Vault.Tests.Secrets.Commands;

public sealed class FileValuesTests
{
    [Theory]
    [InlineData("hunter2 and more\n", "hunter2 and more")]
    [InlineData("\r\n  token \r\n", "token")]
    [InlineData("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG\n-----END KEY-----\n", "MIIEvQIBADANBgkq")]
    [InlineData("apiVersion: v1\nkind: Config\n  eyJhbGciOiJSUzI1NiJ9\n", "eyJhbGciOiJSUzI1NiJ9")]
    [InlineData("", "")]
    public void They_are_the_only_line_or_long_words_on_lines_of_their_own(string text, string values) =>
        Assert.Equal(values, string.Join('|', FileValues.Of(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void What_is_not_text_has_none()
    {
        Assert.Empty(FileValues.Of([0xff, (byte)'a', (byte)'b', (byte)'c', (byte)'d']));
        Assert.Empty(FileValues.Of("abcd\0"u8));
        Assert.Empty(FileValues.Of(new byte[64 * 1024 + 1].Select(_ => (byte)'a').ToArray()));
    }
}
