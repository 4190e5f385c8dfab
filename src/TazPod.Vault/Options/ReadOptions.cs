using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of ReadSecret.</summary>
public sealed record ReadOptions
{
    /// <summary>The file to read, by its path in the vault. The default is null, which is refused.</summary>
    public string? Path { get; init; }

    /// <summary>The vault to open. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    internal static ReadOptions Of(OptionValues given) => new()
    {
        Path = given.Get(OptionCatalog.Path),
        From = given.Get(OptionCatalog.From),
    };
}
