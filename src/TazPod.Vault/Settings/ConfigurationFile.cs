using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Text;

namespace TazPod.Vault.Settings;

/// <summary>TazPod's <c>.tazpod/config.yaml</c>: its keys <c>aws_sso.*</c> and <c>vault.retention</c>, and our own keys, all below
/// <c>vault:</c>.</summary>
internal sealed class ConfigurationFile
{
    /// <summary>Larger than any real configuration.</summary>
    public const int LargestBytes = 256 * 1024;

    private const string Ours = "vault";
    private const string Theirs = "aws_sso";
    private const string MergeKey = "<<";
    private readonly Dictionary<string, YamlNode> values = [];

    private ConfigurationFile(string path) => FilePath = path;

    /// <summary>The file's absolute path.</summary>
    public string FilePath { get; }

    /// <summary>Notices for the operator about keys that are not read.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Parses the content of the file at this path.</summary>
    /// <exception cref="VaultException">TAZPOD1003: it could not be read, or is invalid. TAZPOD1002: an unknown key below
    /// <c>vault:</c>.</exception>
    public static ConfigurationFile Of(string path, SmallFile read)
    {
        if (read.Content is null)
        {
            throw VaultErrors.InvalidConfigurationFile.With(
                $"the configuration file '{path}' {read.Problem}",
                "Make it a readable file, or remove it to use the defaults.",
                read.Cause);
        }

        var file = new ConfigurationFile(path);
        if (file.Parse(read.Content) is { IsNull: false } root)
        {
            file.Take(root);
        }

        return file;
    }

    /// <summary>The value of a key such as <c>vault.retention</c>; null when it is absent or null.</summary>
    /// <exception cref="VaultException">TAZPOD1003: it is a list or mapping where a single value is required, or the other way
    /// round.</exception>
    public SettingInput? Find(SettingDefinition setting, string? home)
    {
        var key = setting.ConfigurationKey!;
        if (!values.TryGetValue(key, out var node) || node.IsNull)
        {
            return null;
        }

        // TazPod treats an empty text as unset, and its init writes one for a profile that was not given.
        if (node.Text is "" && key.StartsWith(Theirs, StringComparison.Ordinal))
        {
            return null;
        }

        var items = setting.IsList ? Items(key, node) : [Single(key, node)];
        var origin = $"{FilePath}: {key}";
        return new SettingInput(items.FirstOrDefault(""), origin, WorkspaceOf(FilePath), home)
        {
            IsFromFile = true,
            Items = items,
        };
    }

    private static string WorkspaceOf(string path) => Path.GetDirectoryName(Path.GetDirectoryName(path))!;

    private YamlNode? Parse(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
            return YamlReader.Read(text.TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException exception)
        {
            throw Invalid("it is not UTF-8 text", null, exception);
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            var place = new YamlNode(exception.Start.Line, exception.Start.Column);
            throw Invalid(PrintableText.OneLine(exception.Message), place, exception);
        }
    }

    private void Take(YamlNode root)
    {
        foreach (var (key, value) in Flatten(root, "the file"))
        {
            if (key.Text is Ours or Theirs)
            {
                if (!value.IsNull)
                {
                    TakeSection(key.Text, value);
                }
            }
            else if (key.Text is { } name && NearMiss.Of(name, [Ours, Theirs]) is { } meant)
            {
                Notices.Add($"The key '{SettingMessages.Shown(name)}' in '{FilePath}' is ignored; did you mean '{meant}'?");
            }
        }
    }

    private void TakeSection(string section, YamlNode node)
    {
        var known = SettingCatalog.All.Select(row => row.ConfigurationKey).OfType<string>()
            .Where(key => key.StartsWith(section + ".", StringComparison.Ordinal))
            .Select(key => key[(section.Length + 1)..])
            .ToArray();
        foreach (var (key, value) in Flatten(node, section))
        {
            if (key.Text is not { } name)
            {
                throw Invalid($"a key below '{section}' must be a single value, not {key.Kind}", key);
            }

            if (known.Contains(name))
            {
                values.TryAdd($"{section}.{name}", value);
            }
            else
            {
                Unknown(section, name, key, known);
            }
        }
    }

    private void Unknown(string section, string name, YamlNode key, string[] known)
    {
        var shown = $"'{section}.{SettingMessages.Shown(name)}'";
        var meant = NearMiss.Of(name, known);
        if (section == Theirs)
        {
            var suggestion = meant is null ? "." : $"; did you mean '{section}.{meant}'?";
            Notices.Add($"The key {shown} in '{FilePath}', line {key.Line}, is unknown and ignored{suggestion}");
            return;
        }

        throw VaultErrors.UnknownSetting.With(
            $"unknown key {shown} in '{FilePath}', line {key.Line}, column {key.Column}",
            meant is null
                ? $"Known keys below '{section}': {string.Join(", ", known.Order(StringComparer.Ordinal))}."
                : $"Did you mean '{section}.{meant}'?");
    }

    // A mapping's own entries, followed by the entries that it merges in (YAML's <<). Each mapping is merged once, even if referenced
    // several times.
    private List<(YamlNode Key, YamlNode Value)> Flatten(YamlNode node, string what)
    {
        var entries = new List<(YamlNode, YamlNode)>();
        var keys = new HashSet<string>();
        var seen = new HashSet<YamlNode>();
        var waiting = new Queue<YamlNode>([node]);
        while (waiting.TryDequeue(out var mapping))
        {
            if (mapping.Entries is null)
            {
                throw Invalid($"'{what}' must be a mapping, not {mapping.Kind}", mapping);
            }

            if (!seen.Add(mapping))
            {
                continue;
            }

            foreach (var (key, value) in mapping.Entries)
            {
                if (key.Text == MergeKey)
                {
                    value.Items?.ForEach(waiting.Enqueue);
                    if (value.Items is null)
                    {
                        waiting.Enqueue(value);
                    }
                }
                else if (key.Text is null || keys.Add(key.Text))
                {
                    entries.Add((key, value));
                }
            }
        }

        return entries;
    }

    private string Single(string key, YamlNode node) =>
        node.Text ?? throw Invalid($"'{key}' must be a single value, not {node.Kind}", node);

    private string[] Items(string key, YamlNode node)
    {
        if (node.Items is null)
        {
            throw Invalid($"'{key}' must be a list, not {node.Kind}", node);
        }

        return
        [
            .. node.Items.Select(
                item => item.Text ?? throw Invalid($"'{key}' must be a list of single values, but holds {item.Kind}", item)),
        ];
    }

    private VaultException Invalid(string reason, YamlNode? place, Exception? inner = null)
    {
        var at = place is null ? "" : $", line {place.Line}, column {place.Column}";
        return VaultErrors.InvalidConfigurationFile.With(
            $"the configuration file '{FilePath}' is not valid{at}: {reason}", "Correct the file; indent with spaces, not with tabs.", inner);
    }
}
