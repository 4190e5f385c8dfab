using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of ListSecrets.</summary>
public sealed record ListOptions
{
    /// <summary>Which files are listed: those whose path matches, where <c>*</c> is any text and <c>?</c> any character, and those below a
    /// directory that matches. The default is null: all.</summary>
    public string? Glob { get; init; }

    /// <summary>The vault to open. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    internal static ListOptions Of(OptionValues given) => new()
    {
        Glob = given.Get(OptionCatalog.Glob),
        From = given.Get(OptionCatalog.From),
    };
}
