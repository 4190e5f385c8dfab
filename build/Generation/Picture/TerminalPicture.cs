using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

namespace TazPod.Build.Generation.Picture;

/// <summary>Draws the text of a terminal as SVG, for a light and a dark background.</summary>
internal static partial class TerminalPicture
{
    private const int Columns = 80;
    private const double Character = 8.43;
    private const int Line = 19;
    private const int Margin = 16;

    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="lines">The lines, with the escape codes that <c>Ink</c> writes.</param>
    public static string Draw(string title, IReadOnlyList<string> lines)
    {
        var width = (int)(Columns * Character) + (2 * Margin);
        var height = (lines.Count * Line) + (2 * Margin);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" role="img">
            <title>{{SecurityElement.Escape(title)}}</title>
            <style>
            rect { fill: #ffffff; stroke: #d1d9e0 }
            text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre }
            .heading { font-weight: bold }
            .good { fill: #1a7f37 }
            .warning { fill: #8250df }
            .bad { fill: #d1242f }
            @media (prefers-color-scheme: dark) {
            rect { fill: #0d1117; stroke: #3d444d }
            text { fill: #f0f6fc }
            .good { fill: #3fb950 }
            .warning { fill: #ab7df8 }
            .bad { fill: #f85149 }
            }
            </style>
            <rect x="0.5" y="0.5" width="{{width - 1}}" height="{{height - 1}}" rx="6"/>
            {{string.Join('\n', lines.Select(Text))}}
            </svg>

            """).ReplaceLineEndings("\n");
    }

    private static string Text(string line, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"<text x=\"{Margin}\" y=\"{Margin + (number * Line) + 14}\" xml:space=\"preserve\">{Spans(SecurityElement.Escape(line))}</text>");

    private static string Spans(string line) => Colour().Replace(line, code => code.Groups[1].Value switch
    {
        "0" => "</tspan>",
        "1" => "<tspan class=\"heading\">",
        "32" => "<tspan class=\"good\">",
        "35" => "<tspan class=\"warning\">",
        _ => "<tspan class=\"bad\">",
    });

    [GeneratedRegex("\u001b\\[([0-9]+)m")]
    private static partial Regex Colour();
}
