using System.Xml.Linq;
using TazPod.Build.Generation.Picture;
using TazPod.Vault.Doors.Printing;

namespace TazPod.Build.Tests.Generation.Picture;

public sealed class TerminalPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Coloured = ["rect", "text", ".good", ".warning", ".bad"];

    [Fact]
    public void Every_line_is_a_text_with_its_colours_as_classes()
    {
        var ink = new Ink(IsOn: true);
        string[] lines = ["$ ./build.sh", $"{ink.Paint(Tone.Heading, "#")}  {ink.Paint(Tone.Good, "<added> & 'kept'")}", "", ink.Paint(Tone.Bad, "gone")];

        var texts = XDocument.Parse(TerminalPicture.Draw("a <title>", lines)).Descendants(Svg + "text").ToList();

        Assert.Equal(["$ ./build.sh", "#  <added> & 'kept'", "", "gone"], texts.Select(text => text.Value));
        Assert.Equal([("heading", "#"), ("good", "<added> & 'kept'"), ("bad", "gone")],
            texts.Descendants(Svg + "tspan").Select(span => (span.Attribute("class")!.Value, span.Value)));
        Assert.Equal(texts.Count, texts.Select(text => text.Attribute("y")!.Value).Distinct().Count());
    }

    [Fact]
    public void It_has_colours_for_a_light_and_a_dark_background()
    {
        var style = XDocument.Parse(TerminalPicture.Draw("title", [])).Descendants(Svg + "style").Single().Value;

        Assert.All(style.Split("@media (prefers-color-scheme: dark)"), scheme =>
            Assert.All(Coloured, name => Assert.Contains($"\n{name} {{", scheme, StringComparison.Ordinal)));
    }
}
