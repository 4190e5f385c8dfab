using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Session;

/// <summary>The attempts of one conditional write, which end when looking tells what came of it.</summary>
internal sealed class Attempts(VaultSession session)
{
    private TimeSpan pause = TimeSpan.FromMilliseconds(100);
    private int made;

    /// <summary>Sends it once.</summary>
    /// <returns>The ETag when it was stored; else why not, as far as the answer tells.</returns>
    public static async Task<(string? ETag, VaultException? Failure)> SendAsync(Func<Task<PutResult>> send)
    {
        try
        {
            var put = await send();
            return (put.Outcome == PutOutcome.Stored ? put.ETag : null, null);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed)
        {
            return (null, failure);
        }
    }

    /// <summary>Nothing has moved: waits, or gives up.</summary>
    /// <exception cref="VaultException">The failure, after as many attempts as the settings allow.</exception>
    public async Task AgainAsync(string key, VaultException? failure, CancellationToken cancellationToken)
    {
        if (made++ >= session.Settings.Retries)
        {
            throw failure ?? VaultErrors.StoreFailed.With(
                $"not pushed: {session.StoreName} refuses a conditional write of '{key}' although nothing has moved",
                "Some stores do so in a bucket with versioning. Run SetupStorage to probe it.");
        }

        session.Detail($"the write of '{key}' did not succeed ({failure?.Message ?? "refused"}); trying again");
        await Task.Delay(pause, session.Time, cancellationToken);
        pause *= 2;
    }
}
