using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Verbs;

/// <summary>The definition of a verb. Each verb declares itself once, in its own file. The doors, their help and the documentation are
/// based on it. <see cref="VaultVerbs"/> lists all verbs.</summary>
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

    /// <summary>Its name at a shell: <c>push</c>, or the words of a group and of a command in it: <c>snapshot push</c>. The default is
    /// <see cref="Word"/>.</summary>
    public string Command { get => field ?? Word; init; }

    /// <summary>A one-line description for a list of tasks.</summary>
    public string Description { get; }

    /// <summary>Its name in a build script: <c>VaultPush</c>.</summary>
    public string Alias => "Vault" + string.Concat(Word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>A description for the reference page, as Markdown; links are relative to <c>docs</c>.</summary>
    public required string Details { get; init; }

    /// <summary>The number of requests that it sends to S3, for the reference page: without changes, then with changes.</summary>
    public required string Requests { get; init; }

    /// <summary>Arguments of two typical runs, for its help; the empty text for a run without any.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>What exit codes mean for this verb, where that is special. None by default.</summary>
    public IReadOnlyDictionary<ExitCode, string> ExitCodes { get; init; } = new Dictionary<ExitCode, string>();

    /// <summary>The settings that it reads and its options, in the order of <see cref="SettingCatalog"/>.</summary>
    public IReadOnlyList<SettingDefinition> Settings =>
        [.. SettingCatalog.All.Where(row => Reads.Contains(row.Name) || Options.Contains(row))];

    /// <summary>The options for a single run.</summary>
    public IReadOnlyCollection<SettingDefinition> Options { get; internal init; } = [];

    /// <summary>Whether it normally uses the store.</summary>
    public bool NeedsStore { get; init; }

    /// <summary>The passphrase that it normally needs. None by default.</summary>
    public KeyUse Key { get; init; }

    /// <summary>Whether it changes anything, locally or in the store. Such a verb is refused when a plan is requested, unless it can show
    /// one.</summary>
    public bool Writes { get; init; }

    /// <summary>How it takes the workspace's lock. Not at all by default.</summary>
    public LockUse Lock { get; init; }

    /// <summary>Whether it is refused while a merge waits for a user. False by default.</summary>
    internal bool IsRefusedDuringMerge { get; init; }

    /// <summary>The doors that offer it. All by default.</summary>
    public VerbDoors Doors { get; init; } = VerbDoors.All;

    /// <summary>What it takes on a command line besides options; null if nothing.</summary>
    public Positional? Positional { get; init; }

    /// <summary>The type of its result.</summary>
    public abstract Type Result { get; }

    /// <summary>The names of the settings that it reads.</summary>
    internal IReadOnlyCollection<string> Reads { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether it takes a setting. A verb that changes something takes the plan option even if it has no plan, and refuses it.</summary>
    public bool Takes(SettingDefinition setting) =>
        Reads.Contains(setting.Name) || Options.Contains(setting) || (setting == OptionCatalog.Plan && Writes);

    /// <summary>Creates its options record from the options set by arguments.</summary>
    internal abstract object OptionsFrom(OptionValues given);

    /// <summary>Calls the runner with this verb and its result type.</summary>
    internal abstract Task<VerbResult> RunAsync(IVerbRunner runner, CancellationToken cancellationToken);
}
