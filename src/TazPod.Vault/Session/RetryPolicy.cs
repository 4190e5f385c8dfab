using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Session;

/// <summary>Decides which requests are repeated, up to the <c>retries</c> setting. The store's client repeats single requests. This policy
/// is for cases that it cannot repeat: a response body that is interrupted or damaged in transit, and a conditional write.</summary>
/// <remarks>After a timeout of the store, nothing is repeated: each attempt would take the whole request timeout, and the user can repeat
/// the run.</remarks>
internal sealed class RetryPolicy(VaultSession session)
{
    private int repeated;

    /// <summary>Whether the same request may succeed if it is repeated.</summary>
    public static bool IsTransient(VaultException failure) =>
        (failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed || failure.Error == VaultErrors.DownloadDamaged)
        && !failure.IsCausedBy<StoreSilentException>();

    /// <summary>Whether to repeat the request after this failure.</summary>
    public bool Allows(VaultException failure) => IsTransient(failure) && repeated < session.Settings.Retries;

    /// <summary>Counts one repetition.</summary>
    public void Again(VaultException failure)
    {
        repeated++;
        session.Output.Wait($"{failure.Message}, trying again ({repeated + 1} of {session.Settings.Retries + 1})");
    }
}
