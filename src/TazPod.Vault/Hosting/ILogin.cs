using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Hosting;

/// <summary>Logs a person in where the store's credentials come from.</summary>
public interface ILogin
{
    /// <summary>Shows a link and a code, and waits until the person has followed it.</summary>
    /// <param name="profile">The profile; null when none is set.</param>
    /// <param name="again">Whether to log in although a session is still good.</param>
    /// <param name="show">Prints a line.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="VaultException">5xxx: nothing to log in to, nobody to do it, or it was refused.</exception>
    Task<LoginResult> LoginAsync(string? profile, bool again, Action<string> show, CancellationToken cancellationToken);
}
