using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Hosting;

/// <summary>Logs the user in at the source of the store's credentials.</summary>
public interface ILogin
{
    /// <summary>Shows a link and a code, and waits until the user has followed the link.</summary>
    /// <param name="profile">The profile; null if none is set.</param>
    /// <param name="again">Whether to log in even if the session is still valid.</param>
    /// <param name="show">Prints a line.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="VaultException">5xxx: there is nothing to log in to, no user to do it, or the login was refused.</exception>
    Task<LoginResult> LoginAsync(string? profile, bool again, Action<string> show, CancellationToken cancellationToken);
}
