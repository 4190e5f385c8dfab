using Cake.Core;
using TazPod.Vault.Doors;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace Cake.TazPod.Internal;

/// <summary>The settings of a build: Cake's arguments and environment, the configuration file, and changes by the build's code.</summary>
/// <param name="configure">Changes the settings after they were read; null changes nothing.</param>
/// <param name="own">Names of the build's own arguments; empty for none.</param>
/// <param name="given">Adds settings from code, below the arguments; null adds none.</param>
internal sealed class BuildSettings(
    Func<VaultSettings, VaultSettings>? configure, IEnumerable<OwnArguments> own, Func<SettingsSources, SettingsSources>? given = null)
{
    private const string Declaration = "UseOwnArguments";
    private const string Profile = "profile";
    private const string Result = "result";

    /// <summary>The verbs of the run; null when the build can run any.</summary>
    public Func<IReadOnlyList<Verb>?> Verbs { get; init; } = static () => null;

    /// <summary>Whether the build has a lifetime, which can read any argument, too.</summary>
    public Func<bool> HasLifetime { get; init; } = static () => false;

    public LoadedSettings Load(ICakeContext context)
    {
        var sources = SourcesOf(context);
        if (Verbs() is { } verbs)
        {
            RefuseUnread(sources, verbs);
        }

        var loaded = VaultSettingsLoader.Load(given?.Invoke(sources) ?? sources);
        return configure is null ? loaded : loaded with { Settings = Configure(configure, loaded.Settings, sources) };
    }

    public void RequireKnownArguments(ICakeContext context) => VaultSettingsLoader.RequireKnownArguments(SourcesOf(context));

    /// <summary>The result file, for when the settings themselves could not be read; null when none is set.</summary>
    public static string? TryResultFile(ICakeContext context) => ResultFile.TryPath(
        context.Arguments.GetArguments(Result)?.LastOrDefault(),
        context.Environment.GetEnvironmentVariable,
        context.Environment.WorkingDirectory.FullPath);

    // Keys of the code would otherwise override a profile that the command line names.
    private static VaultSettings Configure(
        Func<VaultSettings, VaultSettings> configure, VaultSettings read, SettingsSources sources)
    {
        var settings = configure(read);
        return sources.Arguments.Keys.Contains(Profile, StringComparer.OrdinalIgnoreCase) && settings.Profile == read.Profile
            ? settings with { AccessKeyId = read.AccessKeyId, SecretAccessKey = read.SecretAccessKey, SessionToken = read.SessionToken }
            : settings;
    }

    private void RefuseUnread(SettingsSources sources, IReadOnlyList<Verb> verbs)
    {
        try
        {
            VaultSettingsLoader.RequireKnownArguments(sources, setting => verbs.Any(verb => verb.Takes(setting)));
            UnreadArguments.Refuse(sources, verbs);
        }
        catch (VaultException refusal) when (HasLifetime() && refusal.Hint?.Contains(Declaration, StringComparison.Ordinal) == false)
        {
            throw refusal.Error.With(refusal.Message, $"{refusal.Hint} If the build's lifetime reads it, add it to {Declaration}.", refusal);
        }
    }

    private SettingsSources SourcesOf(ICakeContext context)
    {
        var environment = context.Environment.GetEnvironmentVariables();
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var home = context.Environment.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        return new SettingsSources
        {
            Arguments = context.Arguments.GetArguments().ToDictionary(
                argument => argument.Key,
                argument => (IReadOnlyList<string?>)[.. argument.Value],
                StringComparer.OrdinalIgnoreCase),
            Environment = environment.ToDictionary(variable => variable.Key, variable => variable.Value ?? "", names),
            WorkingDirectory = context.Environment.WorkingDirectory.FullPath,
            OwnArguments = own.Any() ? [.. own.SelectMany(arguments => arguments.Names)] : null,
            HomeDirectory = Path.IsPathRooted(home) ? home : null,
            CallerLocations = [.. SettingsSources.CodeOfThisProcess(), .. ScriptFile.OfThisProcess()],
        };
    }
}
