using System.Globalization;
using System.Text.RegularExpressions;

namespace TazPod.Vault.Sync.Tests.Walks;

/// <summary>The texts that a walk has written, each of them once: which of them must still be somewhere.</summary>
internal sealed partial class Tokens
{
    private readonly HashSet<string> live = [];
    private readonly HashSet<string> parked = [];
    private int made;

    /// <summary>Those that nobody has removed.</summary>
    public IReadOnlySet<string> Live => live;

    /// <summary>Those that nobody has removed, or set aside with the state of a machine.</summary>
    public IEnumerable<string> Current => live.Except(parked);

    /// <summary>Makes one.</summary>
    public string Next()
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"t{++made}");
        live.Add(token);
        return token;
    }

    /// <summary>A user has replaced a text: what only the old one has may vanish.</summary>
    public void Replaced(string old, string text) => live.ExceptWith(In(old).Except(In(text)));

    /// <summary>A user has set these aside: they must still be somewhere, but nobody merges them.</summary>
    public void SetAside(IEnumerable<string> tokens) => parked.UnionWith(tokens);

    /// <summary>All in these trees.</summary>
    public static HashSet<string> In(IEnumerable<IReadOnlyDictionary<string, string>> trees) =>
        [.. trees.SelectMany(tree => tree.Values).SelectMany(In)];

    private static IEnumerable<string> In(string text) => Token().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\bt\d+\b")]
    private static partial Regex Token();
}
