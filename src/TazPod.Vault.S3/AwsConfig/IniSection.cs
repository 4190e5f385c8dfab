namespace TazPod.Vault.S3.AwsConfig;

/// <summary>A section: its name, its values by key, and its faults.</summary>
internal sealed class IniSection(string name)
{
    private const char LineEnd = '\n';
    private readonly Dictionary<string, (int Line, List<string> Lines)> entries = [];
    private readonly Dictionary<string, string> values = [];
    private readonly List<IniFault> faults = [];

    public string Name { get; } = name;

    /// <summary>The values by lower-case key. The value of a group of indented keys begins with a line break.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    public IReadOnlyList<IniFault> Faults => faults;

    /// <summary>The keys of a group and their values; null when the value is not a group.</summary>
    public static IReadOnlyDictionary<string, string>? Group(string value) => value.StartsWith(LineEnd)
        ? Lines(value).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), pair => pair[1].Trim()).ToDictionary(each => each.Key, each => each.Last())
        : null;

    public bool Has(string key) => entries.ContainsKey(key);

    public void Begin(string key, string value, int line) => entries[key] = (line, [value]);

    public void Continue(string key, string value) => entries[key].Lines.Add(value);

    public void Refuse(int line, string why) => faults.Add(new IniFault(line, why));

    /// <summary>Joins the lines of each value once all have been read.</summary>
    /// <param name="defaults">The values for keys that the section does not have; null for none.</param>
    public void Finish(IniSection? defaults)
    {
        foreach (var (key, (line, lines)) in entries)
        {
            var value = string.Join(LineEnd, lines).TrimEnd();
            values[key] = value;
            if (value.StartsWith(LineEnd) && Lines(value).Any(each => !each.Contains('=', StringComparison.Ordinal)))
            {
                Refuse(line, "begins a group of keys, one of which has no value");
            }
        }

        if (defaults is null)
        {
            return;
        }

        faults.AddRange(defaults.Faults);
        foreach (var (key, value) in defaults.Values)
        {
            values.TryAdd(key, value);
        }
    }

    private static string[] Lines(string value) =>
        value.Split(LineEnd, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
