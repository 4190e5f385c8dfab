namespace TazPod.Vault.Doors.Printing;

/// <summary>Rows in columns that are two spaces apart and as wide as their widest cell.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The lines, without trailing spaces.</summary>
    /// <param name="rows">The heading, if any, and the rows; all with the same number of cells.</param>
    /// <param name="rightAligned">Columns of numbers.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string[]> rows, params IReadOnlyCollection<int> rightAligned)
    {
        // Escape before measuring, because escaped text is longer.
        rows = [.. rows.Select(row => Array.ConvertAll(row, PlainText.OneLine))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select(row => string.Join(Gap, row.Select(Cell)).TrimEnd())];

        string Cell(string text, int column) =>
            rightAligned.Contains(column) ? text.PadLeft(widths[column]) : text.PadRight(widths[column]);
    }
}
