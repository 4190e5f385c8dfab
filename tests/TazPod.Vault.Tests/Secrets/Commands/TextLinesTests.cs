using TazPod.Vault.Secrets.Commands;

namespace TazPod.Vault.Tests.Secrets.Commands;

public sealed class TextLinesTests
{
    [Fact]
    public void Every_kind_of_line_end_ends_one_line()
    {
        var lines = new List<string>();
        var text = new TextLines(lines.Add);

        foreach (var output in (byte[][])[[.. "a\nb\r"u8], [.. "\nc\rd\n\n"u8], [0xc3], [0xa4]])
            text.Write(output);
        text.End();
        text.End();

        Assert.Equal(["a", "b", "c", "d", "", "ä"], lines);
    }
}
