using System.Globalization;
using System.Text;

namespace TazPod.Bench;

/// <summary>A line chart as SVG: both axes linear and from zero, so that what grows in proportion is a straight line.</summary>
internal static class Chart
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Left = 60;
    private const int Right = 170;
    private const int Top = 20;
    private const int Bottom = 50;
    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e"];

    /// <summary>Draws one measure of some series that share an axis.</summary>
    public static string Draw(string measure, IReadOnlyList<Series> lines, Func<Point, double> value)
    {
        var mostX = Math.Max(lines.SelectMany(line => line.Points).Max(point => point.X), 1e-9);
        var mostY = Math.Max(lines.SelectMany(line => line.Points).Max(value), 1e-9);
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (var i = 0; i <= 4; i++)
        {
            Grid(svg, X(mostX * i / 4, mostX), Y(mostY * i / 4, mostY), mostX * i / 4, mostY * i / 4);
        }

        Text(svg, (Left + Width - Right) / 2, Height - 12, "middle", lines[0].Axis);
        Text(svg, 8, 14, "start", measure);
        for (var i = 0; i < lines.Count; i++)
        {
            var path = string.Join(' ', lines[i].Points.Select(point => $"{Invariant(X(point.X, mostX))},{Invariant(Y(value(point), mostY))}"));
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"2\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{Width - Right + 12}\" y=\"{Top + (i * 20)}\" width=\"12\" height=\"12\" fill=\"{Colours[i]}\"/>");
            Text(svg, Width - Right + 30, Top + 11 + (i * 20), "start", lines[i].Verb);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static double X(double x, double most) => Left + (x / most * (Width - Left - Right));

    private static double Y(double y, double most) => Height - Bottom - (y / most * (Height - Top - Bottom));

    private static string Invariant(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Grid(StringBuilder svg, double x, double y, double valueX, double valueY)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"<path d=\"M{Invariant(x)} {Top}V{Height - Bottom}M{Left} {Invariant(y)}H{Width - Right}\" stroke=\"#ddd\"/>");
        Text(svg, x, Height - Bottom + 16, "middle", valueX.ToString("0.##", CultureInfo.InvariantCulture));
        Text(svg, Left - 6, y + 4, "end", valueY.ToString("0.##", CultureInfo.InvariantCulture));
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Invariant(x)}\" y=\"{Invariant(y)}\" text-anchor=\"{anchor}\">{text}</text>");
}
