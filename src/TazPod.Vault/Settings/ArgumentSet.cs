using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The arguments of a run, of which some are ours, some Cake's, and some of the build that the tasks run in.</summary>
internal sealed class ArgumentSet
{
    private static readonly string[] Cakes =
    [
        "target", "verbosity", "working", "exclusive", "dryrun", "dry-run", "tree", "description", "version", "info", "help",
        "bootstrap", "debug", "experimental", "no-report", "skip-package-version-check",
    ];

    private static readonly string[] CakesPrefixes = ["settings_", "nuget_", "paths_", "roslyn_"];

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

    /// <summary>Refuses what is almost one of our names, because ignoring it would mean running without it.</summary>
    /// <exception cref="VaultException">TAZPOD1002.</exception>
    public void RefuseMisspelt(IReadOnlyCollection<string> ownOfTheBuild)
    {
        var known = SettingCatalog.All.Select(row => row.Argument).OfType<string>().ToArray();
        var foreign = ownOfTheBuild.Concat(Cakes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var given in last.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            var name = given.ToLowerInvariant();
            if (name.Length <= 1 || known.Contains(name) || foreign.Contains(name)
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

            if (NearMiss.Of(name, known) is { } meant)
            {
                throw VaultErrors.UnknownSetting.With($"unknown argument {label(given)}", $"Did you mean {label(meant)}?");
            }
        }
    }
}
