using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Session;

/// <summary>One compare-and-swap write in the store, repeated until reading the object back shows its outcome.</summary>
/// <remarks>A response proves little: a refusal may come from a proxy that has forwarded the write, and a response may be lost. So after
/// every response except a plain success, the object is read back.</remarks>
/// <param name="session">The session of the write.</param>
/// <param name="key">The object's key, for messages.</param>
internal sealed class ConditionalWrite(VaultSession session, string key)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The state of the key after a write that may or may not have been stored.</summary>
    /// <param name="Ours">The object's ETag, if this write created it.</param>
    /// <param name="Conflict">The error to report, if another writer was faster; null if nothing has changed.</param>
    /// <param name="IsReplaceable">Whether another writer was faster, but its object can be replaced at once.</param>
    public readonly record struct Seen(string? Ours, VaultException? Conflict = null, bool IsReplaceable = false);

    /// <summary>Whether an attempt ended without a clear response, so that the bytes may have been stored.</summary>
    public bool MayHaveWritten { get; private set; }

    /// <summary>The condition for a write that replaces the object that was read.</summary>
    /// <param name="etag">The ETag that was read; null if there was no object.</param>
    /// <param name="honoursConditions">Whether the store honours conditions.</param>
    public static WriteCondition On(string? etag, bool honoursConditions) => (honoursConditions, etag) switch
    {
        (false, _) => WriteCondition.None,
        (_, null) => WriteCondition.IfAbsent,
        _ => WriteCondition.IfMatch(etag),
    };

    /// <summary>Performs the write.</summary>
    /// <param name="send">Sends the write once.</param>
    /// <param name="look">Reads the current state of the key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="looksAlways">Whether to read the object back after a success, too.</param>
    /// <returns>The object's new ETag.</returns>
    /// <exception cref="VaultException">The conflict that was found by reading back; or 2xxx, 5xxx: the store failed
    /// permanently.</exception>
    public async Task<string> RunAsync(
        Func<Task<PutResult>> send, Func<Task<Seen>> look, CancellationToken cancellationToken, bool looksAlways = false)
    {
        var pause = FirstPause;
        for (var attempt = 0; ;)
        {
            var (etag, failure) = await SendAsync(send);
            if (etag is not null && !looksAlways)
            {
                return etag;
            }

            var seen = await ReadBackAsync(look, failure);
            if (seen.Ours is not null)
            {
                return seen.Ours;
            }

            if (failure is not null && !RetryPolicy.IsTransient(failure))
            {
                MayHaveWritten = false;
                throw failure;
            }

            if (seen.Conflict is not null)
            {
                throw seen.Conflict;
            }

            if (seen.IsReplaceable)
            {
                continue;
            }

            if (attempt++ >= session.Settings.Retries)
            {
                throw failure ?? VaultErrors.StoreFailed.With(
                    $"not pushed: {session.Remote.Name} refuses a conditional write of '{key}' although nothing has changed",
                    "Some stores do this in a bucket with versioning. Run SetupStorage to test it.");
            }

            session.Output.Wait(
                $"the write of '{key}' did not succeed ({failure?.Message ?? "refused"}), trying again ({attempt + 1} of {session.Settings.Retries + 1})");
            await Task.Delay(pause, session.Time, cancellationToken);
            pause *= 2;
        }
    }

    private async Task<(string? ETag, VaultException? Failure)> SendAsync(Func<Task<PutResult>> send)
    {
        try
        {
            var put = await send();
            return (put.Outcome == PutOutcome.Stored ? put.ETag : null, null);
        }
        catch (VaultException failure) when (failure.Error.ExitCode is ExitCode.StoreFailure or ExitCode.Credentials or ExitCode.NotFound
            || failure.Error == VaultErrors.ConditionsNotHonoured || failure.Error == VaultErrors.InvalidSetting)
        {
            MayHaveWritten = true;
            return (null, failure);
        }
        catch (OperationCanceledException)
        {
            MayHaveWritten = true;
            throw;
        }
    }

    private static async Task<Seen> ReadBackAsync(Func<Task<Seen>> look, VaultException? failure)
    {
        try
        {
            return await look();
        }
        catch (VaultException) when (failure is not null && !RetryPolicy.IsTransient(failure))
        {
            // The first refusal is the actual reason.
            throw failure;
        }
    }
}
