using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TazPod.Vault.Merging;

/// <summary>Checks that text is YAML. Reads events instead of building a document, so nesting needs no stack.</summary>
internal sealed class YamlSyntax
{
    // The library's parser slows down with depth.
    private const int DeepestNesting = 100;
    private readonly HashSet<AnchorName> anchors = [];
    private readonly Stack<Collection> open = new();

    /// <summary>Whether content is valid YAML, in any number of documents. No mapping has a key twice, every alias has its anchor.</summary>
    /// <remarks>The text becomes a managed string, which cannot be wiped.</remarks>
    public static bool IsValid(byte[] content)
    {
        var parser = new Parser(new StringReader(Encoding.UTF8.GetString(content)));
        var syntax = new YamlSyntax();
        try
        {
            while (parser.MoveNext())
            {
                if (!syntax.Accepts(parser.Current!))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception exception)
            when (exception is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The library throws the undocumented ones for escapes and numbers that nobody writes on purpose.
            return false;
        }
    }

    private bool Accepts(ParsingEvent part)
    {
        switch (part)
        {
            case DocumentStart:
                anchors.Clear();
                return true;
            case MappingEnd or SequenceEnd:
                open.Pop();
                return true;
            case AnchorAlias alias:
                return anchors.Contains(alias.Value) && AcceptsNode(key: null);
            case NodeEvent node:
                return AcceptsNode((node as Scalar)?.Value) && AcceptsStart(node);
            default:
                return true;
        }
    }

    private bool AcceptsStart(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            anchors.Add(node.Anchor);
        }

        if (node is MappingStart or SequenceStart)
        {
            open.Push(new Collection(node is MappingStart));
        }

        return open.Count <= DeepestNesting;
    }

    // In a mapping, every other node is a key. Only plain text is compared.
    private bool AcceptsNode(string? key)
    {
        if (!open.TryPeek(out var within) || within.Keys is not { } keys)
        {
            return true;
        }

        within.IsAtKey = !within.IsAtKey;
        return within.IsAtKey || key is null || keys.Add(key);
    }

    private sealed class Collection(bool isMapping)
    {
        public HashSet<string>? Keys { get; } = isMapping ? new(StringComparer.Ordinal) : null;

        public bool IsAtKey { get; set; } = true;
    }
}
