using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Session;

/// <summary>One write by the store's own compare-and-swap, repeated until a look at the object tells what came of it.</summary>
/// <remarks>An answer proves little: a refusal may come from something between here and the store that has let the write through, and an answer
/// may be lost. So every answer but a plain success is followed by a look.</remarks>
/// <param name="session">Whose write it is.</param>
/// <param name="key">The object's key, for messages.</param>
internal sealed class ConditionalWrite(VaultSession session, string key)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>What stands at the key after a write that may or may not have been stored.</summary>
    /// <param name="Ours">The object's ETag, if this write made it.</param>
    /// <param name="Conflict">The failure to end with, if another writer was faster; null when nothing has changed.</param>
    /// <param name="IsReplaceable">Whether another writer was faster, and what it wrote may be replaced at once.</param>
    public readonly record struct Seen(string? Ours, VaultException? Conflict = null, bool IsReplaceable = false);

    /// <summary>Whether some attempt ended without a clear answer, so that the bytes may have been stored.</summary>
    public bool MayHaveWritten { get; private set; }

    /// <summary>The condition of a write over what was seen.</summary>
    /// <param name="etag">The ETag that was seen; null when nothing was there.</param>
    /// <param name="honoursConditions">Whether the store honours conditions.</param>
    public static WriteCondition On(string? etag, bool honoursConditions) => (honoursConditions, etag) switch
    {
        (false, _) => WriteCondition.None,
        (_, null) => WriteCondition.IfAbsent,
        _ => WriteCondition.IfMatch(etag),
    };

    /// <summary>Writes.</summary>
    /// <param name="send">Sends the write once.</param>
    /// <param name="look">Looks at what stands there now.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="looksAlways">Whether a success is looked at, too.</param>
    /// <returns>The object's new ETag.</returns>
    /// <exception cref="VaultException">The conflict that the look found; or 2xxx, 5xxx: the store failed for good.</exception>
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

            var seen = await LookAsync(look, failure);
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
                    $"not pushed: {session.Remote.Name} refuses a conditional write of '{key}' although nothing has moved",
                    "Some stores do so in a bucket with versioning. Run SetupStorage to probe it.");
            }

            session.Output.Detail($"the write of '{key}' did not succeed ({failure?.Message ?? "refused"}); trying again");
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

    private static async Task<Seen> LookAsync(Func<Task<Seen>> look, VaultException? failure)
    {
        try
        {
            return await look();
        }
        catch (VaultException) when (failure is not null && !RetryPolicy.IsTransient(failure))
        {
            // The first refusal is the reason.
            throw failure;
        }
    }
}
