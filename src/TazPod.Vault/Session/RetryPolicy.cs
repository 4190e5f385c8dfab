using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Session;

/// <summary>The one rule for what is asked for again, up to the <c>retries</c> setting. The store's client repeats single requests; this is for
/// what it cannot repeat: a body that breaks off or arrives changed, and a conditional write.</summary>
/// <remarks>A store that goes silent is not asked again: each time would take the whole request timeout, and the run can be repeated.</remarks>
internal sealed class RetryPolicy(VaultSession session)
{
    private int repeated;

    /// <summary>Whether the same request may succeed when it is sent again.</summary>
    public static bool IsTransient(VaultException failure) =>
        (failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed || failure.Error == VaultErrors.DownloadDamaged)
        && !failure.IsCausedBy<StoreSilentException>();

    /// <summary>Whether to ask again after this failure.</summary>
    public bool Allows(VaultException failure) => IsTransient(failure) && repeated < session.Settings.Retries;

    /// <summary>Counts one repetition.</summary>
    public void Again(VaultException failure)
    {
        repeated++;
        session.Output.Detail($"{failure.Message}; trying again");
    }
}
