using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>What is asked of one run of RunWithVault.</summary>
public sealed record RunOptions
{
    /// <summary>The file inside the vault to take variables from when none is named.</summary>
    public const string DefaultEnvironmentFile = ".env";

    /// <summary>The program and its arguments, in one line; no shell reads it. The default is null, which is refused.</summary>
    public string? Command { get; init; }

    /// <summary>The file inside the vault to take variables from. The default is <c>.env</c>.</summary>
    public string EnvironmentFile { get; init; } = DefaultEnvironmentFile;

    /// <summary>The variables that are set although they decide which code the command runs, such as <c>PATH</c>. The default is none: a file
    /// that sets one is refused.</summary>
    public IReadOnlyList<string> AllowedVariables { get; init; } = [];

    /// <summary>Which vault is opened. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    internal static RunOptions Of(OptionValues given) => new()
    {
        Command = given.Get(OptionCatalog.Command),
        EnvironmentFile = given.Get(OptionCatalog.EnvironmentFile) ?? DefaultEnvironmentFile,
        AllowedVariables = given.Get(OptionCatalog.AllowedVariables) ?? [],
        From = given.Get(OptionCatalog.From),
    };
}
