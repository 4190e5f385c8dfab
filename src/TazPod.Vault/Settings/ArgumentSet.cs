using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The arguments of a run, of which some are ours, some Cake's, and some of the build that the tasks run in.</summary>
internal sealed class ArgumentSet
{
    private static readonly string[] Cakes = ["target", "no-report"];

    private static readonly string[] CakesPrefixes = ["settings_", "nuget_", "paths_", "roslyn_"];

    // Cake's options in other letters than it knows them by: it takes them for arguments.
    private static readonly string[] CakesOptions = ["verbosity", "working", "exclusive", "tree", "description", "version", "info", "help"];

    // What other tools call it. Who asks for a rehearsal must not get the real thing.
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

    // Names under which people would try to pass what must not stand in a command line.
    private static readonly string[] Secrets =
        ["passphrase", "password", "access-key-id", "secret-access-key", "session-token", "aws-access-key-id", "aws-secret-access-key"];

    private readonly Dictionary<string, string?> last = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string> label;

    public ArgumentSet(SettingsSources sources)
    {
        label = sources.ArgumentLabel;
        foreach (var (name, values) in sources.Arguments)
        {
            if (values.Count > 0)
            {
                last[name] = values[^1];
            }
        }
    }

    public string Label(SettingDefinition setting) => label(setting.Argument!);

    public bool TryGet(SettingDefinition setting, out string? value)
    {
        value = null;
        return setting.Argument is not null && last.TryGetValue(setting.Argument, out value);
    }

    /// <summary>Refuses what is none of ours, because ignoring it would mean running without it: a deletion that was to be
    /// rehearsed. While the build does not say which are its own, only what is almost ours, or is ours by another name.</summary>
    /// <exception cref="VaultException">TAZPOD1002.</exception>
    public void RefuseUnknown(IReadOnlyCollection<string>? ownOfTheBuild)
    {
        var known = SettingCatalog.All.Select(row => row.Argument).OfType<string>().ToArray();
        var foreign = (ownOfTheBuild ?? []).Concat(Cakes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var given in last.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            var name = given.ToLowerInvariant();
            if (known.Contains(name) || foreign.Contains(name)
                || CakesPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            if (Secrets.Contains(name))
            {
                throw VaultErrors.UnknownSetting.With(
                    $"{label(given)} does not exist: other users of this machine can read a command line",
                    "Give a passphrase as TAZPOD_PASSPHRASE or --passphrase-file, and keys in the environment or a profile.");
            }

            var meant = CalledElsewhere.GetValueOrDefault(name) ?? NearMiss.Of(name, [.. known, .. CakesOptions]);
            if (meant is null && ownOfTheBuild is null)
            {
                continue;
            }

            throw VaultErrors.UnknownSetting.With(
                $"unknown argument {(name.Length == 1 ? "-" + given : label(given))}; nothing was done",
                meant is not null
                    ? $"Did you mean {label(meant)}?"
                    : "Leave it out: README.md lists the arguments. A build whose own tasks read it names it in UseOwnArguments.");
        }
    }
}
