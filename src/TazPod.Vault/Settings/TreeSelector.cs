using System.Globalization;

namespace TazPod.Vault.Settings;

/// <summary>Selects a tree of secrets: the secrets directory, the local vault, latest, or a copy.</summary>
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

    /// <summary>The vault at latest in the store.</summary>
    public static TreeSelector Latest { get; } = new("latest", CopySelector.Latest);

    /// <summary>The selector's text: <c>secrets</c>, <c>local</c>, <c>latest</c>, an index, or a time.</summary>
    public string Name { get; }

    /// <summary>The selected vault in the store; null for trees on this machine.</summary>
    public CopySelector? Stored { get; }

    /// <summary>A history copy.</summary>
    public static TreeSelector OfCopy(CopySelector copy) => new(copy.ToString(), copy);

    /// <summary>Parses <c>secrets</c>, <c>local</c>, <c>latest</c>, a number as for <c>--index</c> or a time as for <c>--at</c>; null if
    /// the text is none of them.</summary>
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
