namespace TazPod.Vault.Doors.Printing;

/// <summary>Rows in columns two blanks apart, each column as wide as its widest cell.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The lines, without blanks at their ends.</summary>
    /// <param name="rows">The heading, if any, and the rows; all with the same number of cells.</param>
    /// <param name="rightAligned">Columns of numbers.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string[]> rows, params IReadOnlyCollection<int> rightAligned)
    {
        // What is escaped is wider.
        rows = [.. rows.Select(row => Array.ConvertAll(row, PlainText.OneLine))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select(row => string.Join(Gap, row.Select(Cell)).TrimEnd())];

        string Cell(string text, int column) =>
            rightAligned.Contains(column) ? text.PadLeft(widths[column]) : text.PadRight(widths[column]);
    }
}
