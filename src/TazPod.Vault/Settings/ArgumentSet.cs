using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The arguments of a run. Some are ours, some are Cake's, and some belong to the build that the tasks run in.</summary>
internal sealed class ArgumentSet
{
    private static readonly string[] Cakes = ["target", "no-report"];

    private static readonly string[] CakesPrefixes = ["settings_", "nuget_", "paths_", "roslyn_"];

    // Cake's options in different letter case, which Cake treats as arguments.
    private static readonly string[] CakesOptions = ["verbosity", "working", "exclusive", "tree", "description", "version", "info", "help"];

    // Names that other tools use for our arguments. A user who asks for a dry run must not get a real one.
    private static readonly Dictionary<string, string> CalledElsewhere = new()
    {
        ["dry-run"] = "plan",
        ["dryrun"] = "plan",
        ["dry"] = "plan",
        ["n"] = "plan",
        ["what-if"] = "plan",
        ["whatif"] = "plan",
        ["no-op"] = "plan",
        ["noop"] = "plan",
        ["keep"] = "retention",
        ["output"] = "result",
        ["vault"] = "vault-file",
    };

    // Names under which users might try to pass secrets that must not be on a command line.
    private static readonly string[] Secrets =
        ["passphrase", "password", "access-key-id", "secret-access-key", "session-token", "aws-access-key-id", "aws-secret-access-key"];

    private readonly Dictionary<string, IReadOnlyList<string?>> given = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string> label;
    private readonly bool isBuild;

    public ArgumentSet(SettingsSources sources)
    {
        label = sources.ArgumentLabel;
        isBuild = sources.IsBuild;
        foreach (var (name, values) in sources.Arguments)
        {
            if (values.Count > 0)
            {
                given[name] = values;
            }
        }
    }

    public string Label(SettingDefinition setting) => label(setting.Argument!);

    public bool TryGet(SettingDefinition setting, out string? value)
    {
        value = ValuesOf(setting) is [.., var last] ? last : null;
        return setting.Argument is not null && given.ContainsKey(setting.Argument);
    }

    /// <summary>All values of an argument, in order; empty if it was not given.</summary>
    public IReadOnlyList<string?> ValuesOf(SettingDefinition setting) =>
        setting.Argument is not null && given.TryGetValue(setting.Argument, out var values) ? values : [];

    /// <summary>The argument that an unknown name in lower case was most likely meant to be; null if none is close enough.</summary>
    internal static string? Meant(string name, IEnumerable<string> known) => CalledElsewhere.GetValueOrDefault(name) ?? NearMiss.Of(name, known);

    /// <summary>Refuses arguments that are not ours. Ignoring them would mean running without them, for example a deletion that was meant
    /// as a dry run. As long as the build does not list its own arguments, only those are refused that nearly match one of ours, or are
    /// another name for one.</summary>
    /// <param name="ownOfTheBuild">The arguments of the build's own tasks; null if it did not list them.</param>
    /// <param name="takes">Whether the run takes a setting. Only such arguments are suggested; null if that is not known.</param>
    /// <exception cref="VaultException">TAZPOD1002: there is such an argument.</exception>
    public void RefuseUnknown(IReadOnlyCollection<string>? ownOfTheBuild, Predicate<SettingDefinition>? takes)
    {
        var known = SettingCatalog.All.Select(row => row.Argument).OfType<string>().ToArray();
        var foreign = (ownOfTheBuild ?? []).Concat(isBuild ? Cakes : []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in given.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            var name = argument.ToLowerInvariant();
            if (known.Contains(name) || foreign.Contains(name)
                || (isBuild && CakesPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))))
            {
                continue;
            }

            if (Secrets.Contains(name))
            {
                throw VaultErrors.UnknownSetting.With(
                    $"{label(argument)} does not exist, because other users of this machine can read command lines",
                    "Set the passphrase with TAZPOD_PASSPHRASE or --passphrase-file, and keys in the environment or a profile.");
            }

            string[] all = isBuild ? [.. known, .. Cakes, .. CakesOptions] : known;
            var meant = Meant(name, all.Where(each => IsTaken(each, takes))) ?? Meant(name, all);
            if (meant is null && ownOfTheBuild is null)
            {
                continue;
            }

            throw VaultErrors.UnknownSetting.With(
                $"unknown argument {(name.Length == 1 ? "-" + argument : label(argument))}; nothing was done",
                meant is not null && IsTaken(meant, takes)
                    ? $"Did you mean {label(meant)}?"
                    : !isBuild ? "Omit it; --help lists the options of a command."
                    : "Omit it; --help lists the arguments of a task. If the build's own tasks read it, add it to UseOwnArguments.");
        }
    }

    // Another hint would lead to the next refusal.
    private static bool IsTaken(string argument, Predicate<SettingDefinition>? takes) =>
        takes is null || SettingCatalog.All.FirstOrDefault(row => row.Argument == argument) is not { } setting || takes(setting);
}
