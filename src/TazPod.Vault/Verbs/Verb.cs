using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Verbs;

/// <summary>What there is to know of a verb. Each verb declares itself once, in its own file; the doors, their help and the documentation come
/// from it. All of them are in <see cref="VaultVerbs"/>.</summary>
public abstract class Verb
{
    private protected Verb(string name, string word, string description)
    {
        Name = name;
        Word = word;
        Description = description;
    }

    /// <summary>Its name in messages and results, and the name of its task and target: <c>PushVault</c>.</summary>
    public string Name { get; }

    /// <summary>Its name on a command line: <c>push</c>.</summary>
    public string Word { get; }

    /// <summary>What it does, in one line for a list of tasks.</summary>
    public string Description { get; }

    /// <summary>Its name in a build script: <c>VaultPush</c>.</summary>
    public string Alias => "Vault" + string.Concat(Word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>What it does, for the table in the README, as Markdown.</summary>
    public required string Details { get; init; }

    /// <summary>How many requests it sends to S3, for the table in the README: without news, then with news.</summary>
    public required string Requests { get; init; }

    /// <summary>The settings that it reads and its options, in the order of <see cref="SettingCatalog"/>.</summary>
    public IReadOnlyList<SettingDefinition> Settings =>
        [.. SettingCatalog.All.Where(row => Reads.Contains(row.Name) || Options.Contains(row))];

    /// <summary>What can be asked of one run.</summary>
    public IReadOnlyCollection<SettingDefinition> Options { get; internal init; } = [];

    /// <summary>Whether it as a rule talks to the store.</summary>
    public bool NeedsStore { get; init; }

    /// <summary>Which passphrase it as a rule needs. The default is none.</summary>
    public KeyUse Key { get; init; }

    /// <summary>Whether it changes something, here or in the store. A verb that does and has no plan to show is refused when a plan is asked
    /// for.</summary>
    public bool Writes { get; init; }

    /// <summary>How it takes the workspace's lock. The default is not at all.</summary>
    public LockUse Lock { get; init; }

    /// <summary>The doors that offer it. The default is all.</summary>
    public VerbDoors Doors { get; init; } = VerbDoors.All;

    /// <summary>Its positional arguments on a command line, such as <c>-- COMMAND</c>; null when it has none.</summary>
    public string? Positional { get; init; }

    /// <summary>What it reports.</summary>
    public abstract Type Result { get; }

    /// <summary>The names of the settings that it reads.</summary>
    internal IReadOnlyCollection<string> Reads { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The record of its options, from those that arguments gave.</summary>
    internal abstract object OptionsFrom(OptionValues given);

    /// <summary>Calls back with itself, its result's type known.</summary>
    internal abstract Task<VerbResult> RunAsync(IVerbRunner runner, CancellationToken cancellationToken);
}
