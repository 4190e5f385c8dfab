using TazPod.Vault.Text;

namespace TazPod.Vault.Tests.Text;

/// <summary>The grammar of docs/RUN.md.</summary>
public sealed class EnvironmentTextTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("A=p$.ss\\w#rd=\"x'", "p$.ss\\w#rd=\"x'")]
    [InlineData("A=5$", "5$")]
    [InlineData("A=$/x$:y$=z$ä$", "$/x$:y$=z$ä$")]
    [InlineData("A=\"5$\"", "5$")]
    [InlineData("A='$HOME `id` ${X} $(id)'", "$HOME `id` ${X} $(id)")]
    [InlineData("A=\"\\$HOME \\`id\\` \\${X}\"", "$HOME `id` ${X}")]
    [InlineData("A='it is $HOME # here \\n'", "it is $HOME # here \\n")]
    [InlineData("A=\"a\\nb\\t\\\"c\\\"\\\\ \\$d $ e\"", "a\nb\t\"c\"\\ $d $ e")]
    [InlineData("A=''", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("\uFEFF# comment\r\n\r\nA=b c\r\n", "b c")]
    public void A_line_is_a_variable(string text, string value) =>
        Assert.Equal([("A", value)], EnvironmentText.Parse(text).Select(variable => (variable.Name, variable.Value)));

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
    [InlineData("A=s3cr3t$NAME")]
    [InlineData("A=s3cr3t$_")]
    [InlineData("A=s3cr3t${NAME}")]
    [InlineData("A=s3cr3t$(id)")]
    [InlineData("A=s3cr3t`id`")]
    [InlineData("A=s3cr3t$1")]
    [InlineData("A=s3cr3t$$")]
    [InlineData("A=s3cr3t$?")]
    [InlineData("A=s3cr3t$'x'")]
    [InlineData("A=s3cr3t\\$NAME")]
    [InlineData("A=\"s3cr3t$NAME\"")]
    [InlineData("A=\"s3cr3t${NAME:-x}\"")]
    [InlineData("A=\"s3cr3t $(id)\"")]
    [InlineData("A=\"s3cr3t `id`\"")]
    [InlineData("A=\"s3cr3t\\\\$NAME\"")]
    [InlineData("export A=\"$s3cr3t\"")]
    [InlineData("A=s3cr3t\0")]
    [InlineData("B=1\nB=s3cr3t")]
    public void Anything_else_is_refused_by_its_number_and_never_shown(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => EnvironmentText.Parse("OK=1\n" + text));

        Assert.Matches("^line [23]: ", refusal.Message);
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KEY=\"-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\"", 1)]
    [InlineData("KEY='-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----'", 1)]
    [InlineData("KEY=-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----", 2)]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEvQ", 1)]
    public void The_error_for_a_multiline_key_says_how_to_write_it_on_one_line(string text, int line)
    {
        var refusal = Assert.Throws<FormatException>(() => EnvironmentText.Parse(text));

        Assert.StartsWith($"line {line}: ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("on one line in double quotes, with \\n for each line end", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MIIE", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("-----BEGIN\nMIIE\n", EnvironmentText.Parse("KEY=\"-----BEGIN\\nMIIE\\n\"")[0].Value);
    }

    [Fact]
    public void A_variable_knows_its_line_and_raw_text_and_prints_no_value()
    {
        var variables = EnvironmentText.Parse("# first\nA=\"x\\ny\"\n\nexport B='s3cr3t'");

        Assert.Equal([("A", "x\ny", "x\\ny", 2), ("B", "s3cr3t", "s3cr3t", 4)], variables.Select(each => (each.Name, each.Value, each.Raw, each.Line)));
        Assert.Equal("B (line 4)", variables[1].ToString());
    }
}
