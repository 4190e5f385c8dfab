using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of RunWithVault.</summary>
public sealed record RunOptions
{
    /// <summary>The default file inside the vault with the variables.</summary>
    public const string DefaultEnvironmentFile = ".env";

    /// <summary>The program and its arguments, in one line, without a shell. The default is null, which is refused.</summary>
    public string? Command { get; init; }

    /// <summary>The file inside the vault with the variables. The default is <c>.env</c>.</summary>
    public string EnvironmentFile { get; init; } = DefaultEnvironmentFile;

    /// <summary>Variables that may be set although they decide which code the command runs, such as <c>PATH</c>. Empty by default: a file
    /// that sets one is refused.</summary>
    public IReadOnlyList<string> AllowedVariables { get; init; } = [];

    /// <summary>The vault to open. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    internal static RunOptions Of(OptionValues given) => new()
    {
        Command = given.Get(OptionCatalog.Command),
        EnvironmentFile = given.Get(OptionCatalog.EnvironmentFile) ?? DefaultEnvironmentFile,
        AllowedVariables = given.Get(OptionCatalog.AllowedVariables) ?? [],
        From = given.Get(OptionCatalog.From),
    };
}
