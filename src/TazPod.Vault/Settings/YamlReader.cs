using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TazPod.Vault.Settings;

/// <summary>Reads YAML into nodes with positions. Aliases share nodes, so a file of aliases of aliases needs little memory.</summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 50;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private readonly Parser parser;

    private YamlReader(string text) => parser = new Parser(new StringReader(text));

    /// <summary>The root of the only document, or null if there is none.</summary>
    /// <exception cref="YamlException">The text is not valid YAML, has a key twice, is nested too deeply, or has more than one
    /// document.</exception>
    public static YamlNode? Read(string text)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The library throws these undocumented exceptions for escapes and numbers that nobody writes on purpose.
            throw reader.Fault("the following text is not valid YAML");
        }
        catch (YamlException exception) when (exception.Message.Contains("tab as indentation", StringComparison.Ordinal))
        {
            // The library reports the position of the enclosing mapping, which may be many lines above.
            throw IndentedByTab(text) is { } line ? new YamlException(line, line, "a tab indents this line") : exception;
        }
    }

    private static Mark? IndentedByTab(string text)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, line => line.TakeWhile(char.IsWhiteSpace).Contains('\t'));
        return at < 0 ? null : new Mark(0, at + 1, 1);
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<StreamEnd>(out _) ? root : throw Fault("there is more than one document");
    }

    private YamlNode Node(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Fault($"it is nested deeper than {DeepestNesting} levels");
        }

        var start = parser.Current!;
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value, out var target) ? target : throw Fault("an alias is used before its anchor", start);
        }

        var anchor = (start as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var place = new YamlNode(start.Start.Line, start.Start.Column);
        YamlNode node;
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
            node = place with { Text = scalar.Value, IsNull = isNull };
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            node = place with { Items = Items(depth) };
        }
        else
        {
            parser.Consume<MappingStart>();
            node = place with { Entries = Entries(depth) };
        }

        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private List<YamlNode> Items(int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return items;
    }

    private List<(YamlNode Key, YamlNode Value)> Entries(int depth)
    {
        var entries = new List<(YamlNode, YamlNode)>();
        var seen = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!;
            var key = Node(depth + 1);
            if (key.Text is { } text && !seen.Add(text))
            {
                throw Fault($"the key '{SettingMessages.Shown(text)}' is given twice", start);
            }

            entries.Add((key, Node(depth + 1)));
        }

        return entries;
    }

    private YamlException Fault(string reason, ParsingEvent? at = null)
    {
        var place = at ?? parser.Current;
        return new YamlException(place?.Start ?? Mark.Empty, place?.End ?? Mark.Empty, reason);
    }
}
