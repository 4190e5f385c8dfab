using System.Globalization;

namespace TazPod.Vault.Settings;

/// <summary>Which tree of secrets is meant: the secrets directory, the local vault, latest, or a copy.</summary>
public sealed record TreeSelector
{
    private TreeSelector(string name, CopySelector? stored)
    {
        Name = name;
        Stored = stored;
    }

    /// <summary>The secrets directory.</summary>
    public static TreeSelector Secrets { get; } = new("secrets", null);

    /// <summary>The vault file of this workspace.</summary>
    public static TreeSelector Local { get; } = new("local", null);

    /// <summary>What stands at latest in the store.</summary>
    public static TreeSelector Latest { get; } = new("latest", CopySelector.Latest);

    /// <summary>As it was given: <c>secrets</c>, <c>local</c>, <c>latest</c>, an index, or a time.</summary>
    public string Name { get; }

    /// <summary>Which vault in the store; null for what lies on this machine.</summary>
    public CopySelector? Stored { get; }

    /// <summary>A history copy.</summary>
    public static TreeSelector OfCopy(CopySelector copy) => new(copy.ToString(), copy);

    /// <summary>Reads <c>secrets</c>, <c>local</c>, <c>latest</c>, the number that <c>--index</c> takes or the time that <c>--at</c> takes; null
    /// when it is none of them.</summary>
    public static TreeSelector? TryParse(string text) => text switch
    {
        "secrets" => Secrets,
        "local" => Local,
        "latest" => Latest,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index >= 1 =>
            new TreeSelector(text, CopySelector.AtIndex(index)),
        _ => CopySelector.TryParseTime(text) is { } copy ? new TreeSelector(text, copy) : null,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
