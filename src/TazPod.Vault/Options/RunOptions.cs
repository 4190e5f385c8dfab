using System.Collections.ObjectModel;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of RunWithVault.</summary>
public sealed record RunOptions
{
    /// <summary>The default file inside the vault with the variables.</summary>
    public const string DefaultEnvironmentFile = ".env";

    private readonly string? environmentFile;

    /// <summary>The program and its arguments, in one line, without a shell. The default is null, which is refused.</summary>
    public string? Command { get; init; }

    /// <summary>The file inside the vault with the variables. The default is <c>.env</c>, which may be missing if <see cref="Files"/> or
    /// <see cref="FileVariables"/> are set.</summary>
    public string EnvironmentFile
    {
        get => environmentFile ?? DefaultEnvironmentFile;
        init => environmentFile = value;
    }

    /// <summary>Variables that may be set although they decide which code the command runs, such as <c>PATH</c>. Empty by default: a file
    /// that sets one is refused.</summary>
    public IReadOnlyList<string> AllowedVariables { get; init; } = [];

    /// <summary>The files of the vault that the command gets in a private directory in memory, which <c>TAZPOD_FILES</c> names: a path with
    /// <c>*</c> for any text and <c>?</c> for any character, or a directory. The default is null: none.</summary>
    public string? Files { get; init; }

    /// <summary>Variables that are set to the path of a file in that directory: the variable's name, and the file's path inside the vault.
    /// Empty by default.</summary>
    public IReadOnlyDictionary<string, string> FileVariables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether the files may be put on a disk if there is no file system in memory. False by default: this is refused.</summary>
    public bool AllowDisk { get; init; }

    /// <summary>Whether the command gets no variables of this process but <c>PATH</c>, <c>HOME</c> and <c>TERM</c>. False by
    /// default.</summary>
    public bool Pristine { get; init; }

    /// <summary>Whether output is masked even where the command would get the terminal itself. False by default.</summary>
    public bool MaskOutput { get; init; }

    /// <summary>The vault to open. The default is null: the local vault.</summary>
    public TreeSelector? From { get; init; }

    /// <summary>Whether the file with the variables was named.</summary>
    internal bool IsEnvironmentFileNamed => environmentFile is not null;

    /// <summary>Whether there must be a file with variables: it was named, or nothing else was asked for.</summary>
    internal bool NeedsEnvironmentFile => IsEnvironmentFileNamed || !NeedsFiles;

    /// <summary>Whether the command gets files.</summary>
    internal bool NeedsFiles => Files is not null || FileVariables.Count > 0;

    internal static RunOptions Of(OptionValues given)
    {
        var options = new RunOptions
        {
            Command = given.Get(OptionCatalog.Command),
            AllowedVariables = given.Get(OptionCatalog.AllowedVariables) ?? [],
            Files = given.Get(OptionCatalog.Files),
            FileVariables = given.Get(OptionCatalog.FileVariables) ?? ReadOnlyDictionary<string, string>.Empty,
            AllowDisk = given.Get(OptionCatalog.AllowDisk),
            Pristine = given.Get(OptionCatalog.Pristine),
            MaskOutput = given.Get(OptionCatalog.MaskOutput),
            From = given.Get(OptionCatalog.From),
        };
        return given.Get(OptionCatalog.EnvironmentFile) is { } file ? options with { EnvironmentFile = file } : options;
    }
}
