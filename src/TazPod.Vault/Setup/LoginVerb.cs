using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.Session;

namespace TazPod.Vault.Setup;

/// <summary>Login: what a person does once a day, so that the other verbs find credentials.</summary>
internal sealed class LoginVerb(VaultSession session, ILogin? login)
{
    public Task<LoginResult> RunAsync(CancellationToken cancellationToken) => login is null
        ? throw VaultErrors.LoginFailed.With("this build has no way to log in", "Log in with: aws sso login")
        : login.LoginAsync(session.Settings.Profile, session.Settings.Force, line => session.Output.Print(line, isError: false), cancellationToken);
}
