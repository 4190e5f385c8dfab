using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>Tests whether a store honours conditional writes, and whether it supports copying.</summary>
/// <remarks>
/// <para>A good store takes six requests: a PUT to a free key with <c>If-None-Match: *</c>; the same again, which must be refused; a PUT
/// with a wrong <c>If-Match</c>, which must be refused; a PUT with the right one, which must be stored and so proves that the refused ones
/// changed nothing (a versioned bucket of Ceph refuses this one too); a COPY of it; and one DELETE of both objects. If ETags are not MD5s,
/// the copy needs a HEAD as well.</para>
/// <para>The first wrong answer ends the conditional part, so a bad store takes three to seven requests. If a write is refused that should
/// be stored, it is sent once more, with the condition that it is already there. A 409 is retried at most twice.</para>
/// </remarks>
internal static class ConditionProbe
{
    private const int Attempts = 3;
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(15);
    private static readonly string WrongETag = new('0', 32);
    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>Probes with objects named <paramref name="prefix"/> and a GUID, which are always removed again.</summary>
    /// <param name="store">The store; its bucket exists.</param>
    /// <param name="prefix">The prefix of the keys: <c>tazpod/vault/.probe-</c>.</param>
    /// <param name="cancellationToken">Stops the probe. Its objects are still removed.</param>
    /// <exception cref="VaultException">The store failed or rejected the credentials, so nothing is known.</exception>
    public static async Task<ConditionReport> ProbeAsync(IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        var key = $"{prefix}{Guid.NewGuid():N}";
        var copyKey = key + "-copy";
        ConditionReport report;
        try
        {
            var (fault, etag) = await ProbeWritesAsync(store, key, cancellationToken).ConfigureAwait(false);
            report = new ConditionReport(
                fault is null ? ConditionSupport.Honoured : ConditionSupport.NotHonoured,
                fault ?? "refused every write whose condition did not hold",
                etag.Length > 0 && await ProbeCopyAsync(store, key, etag, copyKey, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await CleanUpAsync(store, [key, copyKey], null).ConfigureAwait(false);
            throw;
        }

        return await CleanUpAsync(store, [key, copyKey], report).ConfigureAwait(false);
    }

    /// <returns>The store's fault, or null; and the ETag of the object at the key according to the store's answers, or an empty
    /// string.</returns>
    private static async Task<(string? Fault, string ETag)> ProbeWritesAsync(
        IObjectStore store, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await ProbeConditionsAsync(store, key, cancellationToken).ConfigureAwait(false);
        }
        catch (VaultException exception) when (exception.Error == VaultErrors.ConditionsNotHonoured)
        {
            // The store said so itself (501). Whether it can copy is still unknown.
            var plain = await store.PutObjectAsync(key, "plain"u8.ToArray(), NoMetadata, WriteCondition.None, null, cancellationToken).ConfigureAwait(false);
            return ("does not take conditional writes", plain.ETag);
        }
    }

    private static async Task<(string? Fault, string ETag)> ProbeConditionsAsync(
        IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var first = await StoreAsync("first", WriteCondition.IfAbsent).ConfigureAwait(false);
        if (first.Outcome != PutOutcome.Stored)
        {
            return ("refused If-None-Match: * although the key is free", "");
        }

        var again = await PutAsync("again", WriteCondition.IfAbsent).ConfigureAwait(false);
        if (again.Outcome != PutOutcome.ConditionFailed)
        {
            return again.Outcome == PutOutcome.Stored
                ? ("accepted If-None-Match: * although the key exists", again.ETag)
                : ($"answered {again.Outcome} to If-None-Match: * although the key exists", first.ETag);
        }

        var wrong = await PutAsync("wrong", WriteCondition.IfMatch(WrongETag)).ConfigureAwait(false);
        if (wrong.Outcome != PutOutcome.ConditionFailed)
        {
            return wrong.Outcome == PutOutcome.Stored
                ? ("accepted If-Match with a wrong ETag", wrong.ETag)
                : ($"answered {wrong.Outcome} to If-Match with a wrong ETag", first.ETag);
        }

        var right = await StoreAsync("right", WriteCondition.IfMatch(first.ETag)).ConfigureAwait(false);
        return right.Outcome == PutOutcome.Stored
            ? (null, right.ETag)
            : ("refused If-Match although the ETag is right, as versioned buckets of some stores do", first.ETag);

        // If the answer to a write is lost, the client sends it again, and the store refuses it because of the first attempt. Then the
        // object matches the write's own ETag. If ETags are not MD5s, this cannot be detected, and the probe reports a fault until it is
        // run again.
        async Task<PutResult> StoreAsync(string content, WriteCondition condition)
        {
            var result = await PutAsync(content, condition).ConfigureAwait(false);
            if (result.Outcome != PutOutcome.ConditionFailed)
            {
                return result;
            }

            var own = await PutAsync(content, WriteCondition.IfMatch(ETagOf(content))).ConfigureAwait(false);
            return own.Outcome == PutOutcome.Stored ? own : result;
        }

        async Task<PutResult> PutAsync(string content, WriteCondition condition)
        {
            for (var attempt = 1; ; attempt++)
            {
                var result = await store.PutObjectAsync(
                    key, Encoding.ASCII.GetBytes(content), NoMetadata, condition, null, cancellationToken).ConfigureAwait(false);
                if (result.Outcome != PutOutcome.Busy || attempt == Attempts)
                {
                    return result;
                }
            }
        }
    }

    private static string ETagOf(string content) => Md5Hash.HexOf(Encoding.ASCII.GetBytes(content));

    private static async Task<bool> ProbeCopyAsync(
        IObjectStore store, string key, string etag, string copyKey, CancellationToken cancellationToken)
    {
        var copy = await store.CopyObjectAsync(key, etag, copyKey, cancellationToken).ConfigureAwait(false);
        if (copy.Outcome != CopyOutcome.Copied || copy.ETag == etag)
        {
            return copy.Outcome == CopyOutcome.Copied;
        }

        // If ETags are not MD5s (encryption with managed keys), a faithful copy has a different ETag.
        return await store.HeadObjectAsync(copyKey, cancellationToken).ConfigureAwait(false) is { Head: { ETagIsMd5: false } made } && made.ETag == copy.ETag;
    }

    // Does not use the caller's token: the objects must be removed even after a cancellation. A failure here must not hide the probe's own
    // outcome.
    private static async Task<ConditionReport> CleanUpAsync(IObjectStore store, string[] keys, ConditionReport? report)
    {
        report ??= new ConditionReport(ConditionSupport.NotHonoured, "", false);
        using var patience = new CancellationTokenSource(CleanUpPatience);
        try
        {
            var errors = (await store.DeleteObjectsAsync(keys, patience.Token).ConfigureAwait(false)).Errors;
            return errors.Count == 0 ? report : report with
            {
                LeftBehind = [.. errors.Select(error => error.Key)],
                WhyLeft = $"{errors[0].Code} {errors[0].Message}".TrimEnd(),
                HintOnLeft = errors[0].Hint,
            };
        }
        catch (Exception exception) when (exception is VaultException or OperationCanceledException)
        {
            return report with { LeftBehind = keys, WhyLeft = exception.Message, HintOnLeft = (exception as VaultException)?.Hint };
        }
    }
}
