using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Setup;

/// <summary>Login: a user logs in once a day, so that the other verbs find credentials.</summary>
internal sealed class LoginVerb(VaultSession session, LoginOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<LoginOptions, LoginResult> Definition =
        new(LoginResult.Name, "login", "Logs you in to an SSO profile with a link and a code")
        {
            Details = "logs you in to an SSO profile with a link and a code; [CREDENTIALS.md](CREDENTIALS.md)",
            Requests = "0",
            Examples = ["", "--profile=ops"],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.Credentials] = "the login failed, or nobody confirmed it",
            },
            Reads = [SettingCatalog.Profile, .. SettingCatalog.Common],
            Options = [OptionCatalog.Force],
            Writes = true,
            Doors = VerbDoors.All & ~VerbDoors.MSBuild,
            OptionsOf = LoginOptions.Of,
            Run = static (session, options, cancel) => new LoginVerb(session, options).RunAsync(cancel),
        };

    public Task<LoginResult> RunAsync(CancellationToken cancellationToken) => session.Host.Login is not { } login
        ? throw VaultErrors.LoginFailed.With("this build does not support logging in", "Log in with: aws sso login")
        : login.LoginAsync(session.Settings.Profile, options.Force, line => session.Output.Print(line, isError: false), cancellationToken);
}
