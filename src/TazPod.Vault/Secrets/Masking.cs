using System.Text;

namespace TazPod.Vault.Secrets;

/// <summary>Masks values in text that other programs print.</summary>
internal sealed class Masking
{
    /// <summary>Shorter values are not masked: that would remove ordinary text, and they reveal little.</summary>
    public const int Shortest = 4;

    private const string Mask = "***";
    private readonly IReadOnlyList<string> values;

    /// <param name="values">The values. Each line of a multi-line value counts separately.</param>
    public Masking(IEnumerable<string> values) => this.values =
    [
        .. values.SelectMany(value => value.Split(['\r', '\n']).Append(value)).Where(value => value.Length >= Shortest).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The line with every occurrence of a value replaced with <c>***</c>. Overlapping occurrences become one.</summary>
    public string Of(string line)
    {
        var hidden = new bool[line.Length];
        foreach (var value in values)
        {
            for (var at = line.IndexOf(value, StringComparison.Ordinal); at >= 0; at = line.IndexOf(value, at + 1, StringComparison.Ordinal))
            {
                Array.Fill(hidden, true, at, value.Length);
            }
        }

        var masked = new StringBuilder(line.Length);
        for (var index = 0; index < line.Length; index++)
        {
            if (!hidden[index])
            {
                masked.Append(line[index]);
            }
            else if (index == 0 || !hidden[index - 1])
            {
                masked.Append(Mask);
            }
        }

        return masked.ToString();
    }
}
