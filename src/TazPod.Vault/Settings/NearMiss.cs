namespace TazPod.Vault.Settings;

/// <summary>Finds the known name that a misspelt name was most likely meant to be.</summary>
internal static class NearMiss
{
    /// <summary>The nearest known name, or null if none is close enough.</summary>
    /// <remarks>A name is close if it is one edit away (a letter added, missing or different, or two swapped) from a name of at least four
    /// letters. Two edits are allowed only for names of at least six letters with the same beginning, and three for names of at least nine.
    /// Otherwise --tag, --clean and --socket would match --at, --plan and --bucket.</remarks>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(candidate => candidate.Distance <= Allowed(name, candidate.Name))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .FirstOrDefault().Name;

    private static int Allowed(string name, string known) => known.Length switch
    {
        < 4 => 0,
        >= 9 when name.Length > 0 && name[0] == known[0] => 3,
        >= 6 when name.Length > 0 && name[0] == known[0] => 2,
        _ => 1,
    };

    // Damerau's optimal string alignment.
    private static int Distance(string first, string second)
    {
        if (Math.Abs(first.Length - second.Length) > 3)
        {
            return int.MaxValue;
        }

        var cells = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cells[i, j] = i + j;
                    continue;
                }

                var change = first[i - 1] == second[j - 1] ? 0 : 1;
                cells[i, j] = Math.Min(Math.Min(cells[i - 1, j] + 1, cells[i, j - 1] + 1), cells[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
                }
            }
        }

        return cells[first.Length, second.Length];
    }
}
