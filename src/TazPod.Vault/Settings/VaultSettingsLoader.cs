using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>Reads the settings. For each one, the argument counts, else the environment, else <c>.tazpod/config.yaml</c>, else the
/// default.</summary>
/// <remarks>The configuration file is that of the nearest directory, from the working directory upward, that contains <c>.tazpod</c>.
/// Relative paths in it start at that directory. A value that is not allowed is an error, and never replaced with a default
/// silently.</remarks>
public static class VaultSettingsLoader
{
    /// <summary>The origin of values that were not set.</summary>
    internal const string Default = "default";

    private const StringSplitOptions ItemOptions = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private static readonly char[] ItemEnds = [',', '\n'];

    /// <summary>Reads every setting from these sources.</summary>
    /// <exception cref="VaultException">TAZPOD1001: a value is not allowed. TAZPOD1002: an argument or key is unknown. TAZPOD1003: the
    /// configuration file is not valid. TAZPOD1004: two settings exclude each other. TAZPOD1010: the configuration belongs to another user.
    /// TAZPOD1011: it leads outside its workspace.</exception>
    public static LoadedSettings Load(SettingsSources sources)
    {
        var arguments = new ArgumentSet(sources);
        arguments.RefuseUnknown(sources.OwnArguments, takes: null);
        var owners = OwnerRule.Of(sources);
        var workspace = WorkspaceRoot.Find(sources.WorkingDirectory, owners);
        var configuration = TrustedConfiguration.Read(workspace, owners, IsDecidedElsewhere(arguments, sources));
        var bounds = new WorkspaceBounds(workspace, sources, owners);
        var trust = new WorkspaceTrust(workspace, configuration, owners);
        var file = configuration.File;

        var settings = new VaultSettings { HomeDirectory = sources.HomeDirectory, Trust = trust };
        var options = OptionValues.None;
        var origins = new Dictionary<string, string>();
        var notices = new List<string>(file?.Notices ?? []);
        if (configuration.IsPassedOver)
        {
            notices.Add(TrustRefusals.Notice(configuration.Judged, owners));
        }

        notices.AddRange(MisspeltVariables(sources));
        try
        {
            foreach (var setting in SettingCatalog.All)
            {
                var input = FromArguments(setting, arguments, sources)
                    ?? FromEnvironment(setting, sources)
                    ?? (setting.ConfigurationKey is null ? null : file?.Find(setting, sources.HomeDirectory));
                origins[setting.Name] = input?.Origin ?? Default;
                if (input is not null && setting.Parse is { } parse)
                {
                    options = options.With(setting, parse(input) ?? throw SettingMessages.NotAllowed(setting, input));
                }
                else if (input is not null)
                {
                    settings = setting.Apply(settings, input) ?? throw SettingMessages.NotAllowed(setting, input);
                    if (input.IsFromFile && setting.Pin is { } pin)
                    {
                        var (place, reason) = bounds.Require(setting, input);
                        settings = pin(settings, place);
                        if (reason is not null)
                        {
                            trust.Outside.Add((setting.ConfigurationKey!, reason));
                        }
                    }

                    notices.AddRange(input.Notices);
                }
            }

            settings = LookBehindEnvironment(settings, file, sources);
            RefuseBoth(origins, OptionCatalog.Index, OptionCatalog.At, "which copy to use");
            RefuseBoth(origins, OptionCatalog.Generation, OptionCatalog.Slot, "which generation to use");
            RefuseKeyWithoutEncryption(settings, origins);
            settings = ChoosePassphrase(settings, sources, arguments, origins, notices);
        }
        catch
        {
            settings.Passphrase?.Dispose();
            throw;
        }

        if (origins[SettingCatalog.VaultFile] == Default)
        {
            settings = settings with { VaultFile = VaultPathRule.Choose(workspace, sources.ContainerRoot, owners), VaultFileIsByRule = true };
            if (VaultPathRule.PassedOver(settings.VaultFile, workspace.Directory) is { } other)
            {
                notices.Add($"The vault file is '{settings.VaultFile}', but '{other}' exists, too; choose one with --vault-file.");
            }
        }

        return new LoadedSettings(settings with { Origins = origins, Notices = notices }, options);
    }

    /// <summary>Refuses unknown arguments, without reading any settings.</summary>
    /// <param name="sources">The arguments.</param>
    /// <param name="takes">Whether the run takes a setting. Only such arguments are suggested. The default is null: that is not
    /// known.</param>
    /// <exception cref="VaultException">TAZPOD1002: an argument is unknown.</exception>
    public static void RequireKnownArguments(SettingsSources sources, Predicate<SettingDefinition>? takes = null) =>
        new ArgumentSet(sources).RefuseUnknown(sources.OwnArguments, takes);

    private static SettingInput? FromArguments(SettingDefinition setting, ArgumentSet arguments, SettingsSources sources)
    {
        if (!arguments.TryGet(setting, out var value))
        {
            return null;
        }

        var origin = arguments.Label(setting);
        var values = setting.IsRepeatable ? arguments.ValuesOf(setting) : [value];
        if (values.Any(string.IsNullOrEmpty) && !(value is null && (setting.IsFlag || setting.ValueAlone is not null)))
        {
            throw SettingMessages.WithoutValue(setting, origin);
        }

        return new SettingInput(value ?? setting.ValueAlone ?? "true", origin, sources.WorkingDirectory, sources.HomeDirectory)
        {
            Items = setting.IsRepeatable ? [.. values.OfType<string>()] : [],
        };
    }

    private static SettingInput? FromEnvironment(SettingDefinition setting, SettingsSources sources) => setting.Environment
        .Where(name => IsSet(sources, name) && !IsTrue(sources, setting.IgnoreEnvironmentBy))
        .Select(name => new SettingInput(sources.Environment[name], name, sources.WorkingDirectory, sources.HomeDirectory)
        {
            IsFromEnvironment = true,
            Items = setting.IsList ? sources.Environment[name].Split(ItemEnds, ItemOptions) : [],
        })
        .FirstOrDefault();

    // As the AWS SDKs interpret it.
    private static bool IsTrue(SettingsSources sources, string? variable) =>
        variable is not null && sources.Environment.TryGetValue(variable, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    // A profile, which is not read here, can say that the environment's endpoint is ignored.
    private static VaultSettings LookBehindEnvironment(VaultSettings settings, ConfigurationFile? file, SettingsSources sources)
    {
        var row = SettingCatalog.ByName(SettingCatalog.Endpoint);
        return settings.EndpointIsFromEnvironment && file?.Find(row, sources.HomeDirectory) is { } input
            ? settings with { EndpointBehindEnvironment = (row.Apply(settings, input) ?? throw SettingMessages.NotAllowed(row, input)).Endpoint }
            : settings;
    }

    private static bool IsSet(SettingsSources sources, string variable) =>
        sources.Environment.TryGetValue(variable, out var value) && value.Length > 0;

    // The settings of a workspace that must never be guessed: where its vault is, local and remote.
    private static bool IsDecidedElsewhere(ArgumentSet arguments, SettingsSources sources)
    {
        return IsGiven(SettingCatalog.VaultFile) && (IsGiven(SettingCatalog.Storage) || IsGiven(SettingCatalog.Bucket));

        bool IsGiven(string name) => SettingCatalog.ByName(name) is var setting
            && (arguments.TryGet(setting, out _) || setting.Environment.Any(variable => IsSet(sources, variable)));
    }

    private static IEnumerable<string> MisspeltVariables(SettingsSources sources)
    {
        var known = SettingCatalog.All.SelectMany(row => row.Environment).ToArray();
        var unknown = sources.Environment.Keys
            .Where(name => name.StartsWith("TAZPOD_", StringComparison.Ordinal) && IsSet(sources, name) && !known.Contains(name))
            .Order(StringComparer.Ordinal);
        foreach (var name in unknown)
        {
            if (NearMiss.Of(name, known) is { } meant)
            {
                yield return $"The environment variable {name} is ignored; did you mean {meant}?";
            }
        }
    }

    private static void RefuseBoth(Dictionary<string, string> origins, SettingDefinition one, SettingDefinition other, string what)
    {
        if (origins[one.Name] != Default && origins[other.Name] != Default)
        {
            throw VaultErrors.ContradictingSettings.With($"{origins[one.Name]} and {origins[other.Name]} both say {what}", "Use only one of them.");
        }
    }

    private static void RefuseKeyWithoutEncryption(VaultSettings settings, Dictionary<string, string> origins)
    {
        if (settings.SseKmsKeyId is not null && !SettingRules.TakesKey(settings.Sse))
        {
            var sse = settings.Sse is null ? "no server-side encryption is set" : $"the server-side encryption is '{settings.Sse}'";
            throw VaultErrors.ContradictingSettings.With(
                $"a KMS key is set by {origins[SettingCatalog.EncryptionKey]}, but {sse}", "Set vault.sse to aws:kms or aws:kms:dsse, or omit the key.");
        }
    }

    // The text in the environment takes precedence over a file from the configuration file, but not over one from an argument.
    private static VaultSettings ChoosePassphrase(
        VaultSettings settings, SettingsSources sources, ArgumentSet arguments, Dictionary<string, string> origins, List<string> notices)
    {
        var text = SettingCatalog.ByName(SettingCatalog.Passphrase);
        var file = SettingCatalog.ByName(SettingCatalog.PassphraseFile);
        var (textVariable, fileVariable) = (text.Environment[0], file.Environment[0]);
        if (settings.Passphrase is null)
        {
            return settings;
        }

        if (IsSet(sources, fileVariable))
        {
            throw VaultErrors.ContradictingSettings.With($"{textVariable} and {fileVariable} are both set", "Unset one of them.");
        }

        if (!arguments.TryGet(file, out _))
        {
            origins[file.Name] = Default;
            return settings with { PassphraseFile = null };
        }

        settings.Passphrase.Dispose();
        origins[text.Name] = Default;
        notices.Add($"The passphrase comes from {arguments.Label(file)}; {textVariable} is not used.");
        return settings with { Passphrase = null };
    }
}
