namespace TazPod.Vault.Settings;

/// <summary>One node of a configuration file, with its position: a single value, a list, or a mapping.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
internal sealed record YamlNode(long Line, long Column)
{
    /// <summary>A single value's text; null with a list or mapping.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a single value is YAML's null: empty, <c>~</c> or <c>null</c>, unquoted.</summary>
    public bool IsNull { get; init; }

    /// <summary>A list's items; null with anything else.</summary>
    public List<YamlNode>? Items { get; init; }

    /// <summary>A mapping's entries; null with anything else.</summary>
    public List<(YamlNode Key, YamlNode Value)>? Entries { get; init; }

    /// <summary>The kind of node, as text.</summary>
    public string Kind => Entries is not null ? "a mapping" : Items is not null ? "a list" : "a single value";

    // An alias shares its node, so a small file can describe an endless tree. Code must never traverse all of it.
    public bool Equals(YamlNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Kind;
}
