using System.Text;
using TazPod.Vault.Secrets.Commands;

namespace TazPod.Vault.Tests.Secrets.Commands;

public sealed class MaskingTests
{
    [Fact]
    public void Values_are_masked_wherever_they_overlap()
    {
        var masking = new Masking(["abcd", "cdef", "xyz", "line one\nline two"]);

        Assert.Equal("***", Of(new Masking(["abab"]), "ababab"));
        Assert.Equal("1***2 xyz ***", Of(masking, "1abcdef2 xyz abcd"));
        Assert.Equal("-***-***-", Of(masking, "-line one-line two-"));
        Assert.Equal("***\n***\n", Of(masking, "line one\nline two\n"));
        Assert.Equal("***", Of(masking, new StringBuilder().Insert(0, "abcd", 3).ToString()));
    }

    [Fact]
    public void Bytes_that_are_not_text_stay_as_they_are()
    {
        byte[] bytes = [0xff, 0xfe, 0, (byte)'k', 0xc3, 0xa4, (byte)'s', (byte)'e', 0x80];

        Assert.Equal([0xff, 0xfe, 0, .. "***"u8, 0x80], new Masking(["käse"]).Of(bytes));
        Assert.Equal(bytes, new Masking(["other"]).Of(bytes));
    }

    [Theory]
    [InlineData("Password: ", "Password: ")]
    [InlineData("login as s3c", "login as ")]
    [InlineData("s3cret-value", "s3cret-value")]
    [InlineData("s3cret-value s3cret-valu", "s3cret-value ")]
    [InlineData("one abcdc", "one ")]
    [InlineData("one abcd", "one ")]
    [InlineData("one cdef", "one cdef")]
    [InlineData("", "")]
    public void What_may_be_the_beginning_of_a_value_is_not_complete(string text, string complete)
    {
        var masking = new Masking(["s3cret-value", "abcd", "cdef", "dcba"]);

        Assert.Equal(complete, text[..masking.Complete(Encoding.UTF8.GetBytes(text))]);
    }

    private static string Of(Masking masking, string text) => Encoding.UTF8.GetString(masking.Of(Encoding.UTF8.GetBytes(text)));
}
