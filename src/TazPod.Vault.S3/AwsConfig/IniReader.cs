namespace TazPod.Vault.S3.AwsConfig;

/// <summary>Parses a file line by line.</summary>
internal sealed class IniReader
{
    // Its keys apply to every other section, too.
    private const string DefaultSection = "DEFAULT";
    private const char Undecodable = '\uFFFD';

    private readonly List<IniSection> sections = [];
    private readonly List<IniFault> faults = [];
    private IniSection? defaults;
    private IniSection? section;
    private string? key;
    private int indent;

    public IniFile Read(string text)
    {
        using var lines = new StringReader(text);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            Take(line, number);
        }

        defaults?.Finish(null);
        foreach (var each in sections)
        {
            each.Finish(defaults);
        }

        return new IniFile(sections, [.. faults, .. defaults?.Faults ?? []]);
    }

    private void Take(string line, int number)
    {
        var text = line.Trim();
        if (text.StartsWith('#') || text.StartsWith(';'))
        {
            return;
        }

        if (text.Length == 0)
        {
            Continue("");
            return;
        }

        var depth = line.Length - line.TrimStart().Length;
        if (key is not null && depth > indent)
        {
            Continue(text);
            RefuseUndecodable(text, number);
            return;
        }

        (indent, key) = (depth, null);
        if (text.StartsWith('['))
        {
            Open(text, number);
        }
        else
        {
            Assign(text, number);
        }
    }

    private void Continue(string text)
    {
        if (key is not null)
        {
            section!.Continue(key, text);
        }
    }

    // The header ends at the last bracket: a comment can follow it, and the name can contain brackets.
    private void Open(string text, int number)
    {
        var end = text.LastIndexOf(']');
        var name = end > 1 && !text.Contains(Undecodable, StringComparison.Ordinal) ? text[1..end] : null;
        section = new IniSection(name ?? "");
        if (name is null)
        {
            // The lines that follow belong to a section without a usable name, not to the previous section.
            faults.Add(new IniFault(number, "is not a section header, that is a name in brackets"));
        }
        else if (name == DefaultSection)
        {
            section = defaults ??= section;
        }
        else if (sections.Find(each => each.Name == name) is { } first)
        {
            first.Refuse(number, "begins a section that already exists");
        }
        else
        {
            sections.Add(section);
        }
    }

    private void Assign(string text, int number)
    {
        var end = text.IndexOfAny(['=', ':']);
        if (section is null || end <= 0)
        {
            Refuse(number, section is null ? "is before the first section" : "is neither a section nor a key with a value");
            return;
        }

#pragma warning disable CA1308 // Keys are written in lower case.
        var name = text[..end].TrimEnd().ToLowerInvariant();
#pragma warning restore CA1308
        if (section.Has(name))
        {
            Refuse(number, "repeats a key of its section");
            return;
        }

        key = name;
        section.Begin(name, text[(end + 1)..].Trim(), number);
        RefuseUndecodable(text, number);
    }

    private void RefuseUndecodable(string text, int number)
    {
        if (text.Contains(Undecodable, StringComparison.Ordinal))
        {
            Refuse(number, "is not UTF-8");
        }
    }

    private void Refuse(int number, string why)
    {
        if (section is null)
        {
            faults.Add(new IniFault(number, why));
        }
        else
        {
            section.Refuse(number, why);
        }
    }
}
