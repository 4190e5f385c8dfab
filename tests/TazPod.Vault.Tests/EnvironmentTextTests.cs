namespace TazPod.Vault.Tests;

/// <summary>The grammar of docs/RUN.md.</summary>
public sealed class EnvironmentTextTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("A=p$ss\\w#rd=\"x'", "p$ss\\w#rd=\"x'")]
    [InlineData("A='it is $HOME # here \\n'", "it is $HOME # here \\n")]
    [InlineData("A=\"a\\nb\\t\\\"c\\\"\\\\ \\$d $e\"", "a\nb\t\"c\"\\ $d $e")]
    [InlineData("A=''", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("\uFEFF# comment\r\n\r\nA=b c\r\n", "b c")]
    public void A_line_is_a_variable(string text, string value) =>
        Assert.Equal([new KeyValuePair<string, string>("A", value)], EnvironmentText.Parse(text));

    [Theory]
    [InlineData("A")]
    [InlineData("=s3cr3t")]
    [InlineData("1A=s3cr3t")]
    [InlineData("A =s3cr3t")]
    [InlineData("A= s3cr3t")]
    [InlineData("A=s3cr3t ")]
    [InlineData("A=s3cr3t # what")]
    [InlineData("A='s3cr3t")]
    [InlineData("A='s3cr3t' x")]
    [InlineData("A=\"s3cr3t")]
    [InlineData("A=\"s3cr3t\"x")]
    [InlineData("A=\"s3cr3t\\")]
    [InlineData("A=\"s3cr3t\\x\"")]
    [InlineData("A=s3cr3t\0")]
    [InlineData("B=1\nB=s3cr3t")]
    public void Anything_else_is_refused_by_its_number_and_never_shown(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => EnvironmentText.Parse("OK=1\n" + text));

        Assert.Matches("^line [23]: ", refusal.Message);
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
    }
}
