namespace TazPod.Vault.Doors.Printing;

/// <summary>Rows in columns that are two spaces apart and as wide as their widest cell. If they are too wide together, names are cut and
/// texts are wrapped within their columns. Columns without any text are left out.</summary>
/// <param name="width">The width of all columns together.</param>
/// <param name="ink">The colours.</param>
/// <param name="columns">The columns.</param>
internal sealed class TextTable(int width, Ink ink, params TextColumn[] columns)
{
    private const string Gap = "  ";
    private const int NarrowName = 16;
    private const int NarrowText = 20;
    private const int Narrowest = 8;

    /// <summary>Whether every row fits on one line as it is.</summary>
    public bool Fits(IReadOnlyList<TextCell[]> rows) => Total(Widths(Printable(rows))) <= width;

    /// <summary>The lines, without trailing spaces.</summary>
    /// <param name="rows">The heading, if any, and the rows; all with a cell for each column.</param>
    public IReadOnlyList<string> Lines(IReadOnlyList<TextCell[]> rows) => [.. Rows(rows).SelectMany(lines => lines)];

    /// <summary>The lines of each row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<TextCell[]> rows)
    {
        rows = Printable(rows);
        var widths = Widths(rows);
        Narrow(widths, rows, NarrowName, NarrowText);
        Narrow(widths, rows, Narrowest, Narrowest);
        return [.. rows.Select(row => (IReadOnlyList<string>)[.. Lines(row, widths)])];
    }

    // Escape before measuring, because escaped text is longer.
    private static TextCell[][] Printable(IReadOnlyList<TextCell[]> rows) =>
        [.. rows.Select(row => Array.ConvertAll(row, cell => cell with { Text = PlainText.OneLine(cell.Text) }))];

    private int[] Widths(IReadOnlyList<TextCell[]> rows) =>
        [.. columns.Select((_, column) => rows.Max(row => Cells.WidthOf(row[column].Text)))];

    private static int Total(IEnumerable<int> widths) => widths.Where(one => one > 0).Sum(one => one + Gap.Length) - Gap.Length;

    // The widest column gives way first.
    private void Narrow(int[] widths, IReadOnlyList<TextCell[]> rows, int name, int text)
    {
        var narrowest = columns.Select((kind, column) => kind switch
        {
            TextColumn.Name => name,
            TextColumn.Text => Math.Min(text, rows.Max(row => row[column].Text.Split(' ').Max(word => Cells.WidthOf(word)))),
            _ => int.MaxValue,
        }).ToArray();
        for (var excess = Total(widths) - width; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(column => widths[column] > narrowest[column]).ToList();
            if (widest.Count == 0)
            {
                return;
            }

            widths[widest.MaxBy(column => widths[column])]--;
        }
    }

    private IEnumerable<string> Lines(TextCell[] row, int[] widths)
    {
        var cells = row.Select((cell, column) => columns[column] switch
        {
            TextColumn.Text => Wrap(cell.Text, widths[column]),
            TextColumn.Name => [Cells.CutMiddle(cell.Text, widths[column])],
            _ => (IReadOnlyList<string>)[cell.Text],
        }).ToArray();
        for (var line = 0; line < cells.Max(lines => lines.Count); line++)
        {
            yield return string.Join(Gap, Enumerable.Range(0, row.Length).Where(column => widths[column] > 0).Select(Part)).TrimEnd();

            string Part(int column)
            {
                var text = line < cells[column].Count ? cells[column][line] : "";
                var (blank, painted) = (Cells.Blank(text, widths[column]), ink.Paint(row[column].Tone, text));
                return columns[column] == TextColumn.Number ? blank + painted : painted + blank;
            }
        }
    }

    // A word that is too long is cut, unless it is a text in a script that has no spaces.
    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, width)))
        {
            if (line.Length > 0 && Cells.WidthOf(line) + 1 + Cells.WidthOf(word) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        return [.. lines, line];
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        if (Cells.WidthOf(word) <= width)
        {
            return [word];
        }

        if (!word.EnumerateRunes().Any(WideCharacters.Contains))
        {
            return [Cells.CutMiddle(word, width)];
        }

        var piece = Cells.Start(word, Math.Max(width, 2));
        return [piece, .. Pieces(word[piece.Length..], width)];
    }
}
