using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Lineages;

/// <summary>What stood at a pointer's key.</summary>
/// <param name="Key">The key.</param>
/// <param name="ServerTime">The store's own clock then.</param>
/// <param name="Head">The object's facts; null when nothing stood there.</param>
/// <param name="Pointer">The pointer; null when nothing stood there, or something else.</param>
/// <param name="Problem">Why it is no pointer, short enough for the end of a sentence; null when it is one, or nothing stood there.</param>
internal sealed record PointerRead(string Key, DateTimeOffset ServerTime, ObjectHead? Head, LineagePointer? Pointer, string? Problem)
{
    // A flipped bit on the way is not the pointer's fault.
    private const int Attempts = 3;

    public string? ETag => Head?.ETag;

    /// <summary>What stands for an object that cannot be read: there, with an ETag that no object has.</summary>
    public static ObjectHead Unreadable(string key) => new(key, 0, default, "unreadable", new Dictionary<string, string>());

    /// <summary>One GET; again when the bytes came changed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The pointer's key.</param>
    /// <param name="prefix">The prefix that it lies below.</param>
    /// <param name="lineage">The lineage whose pointer it must be; null takes any of the prefix.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PointerRead> ReadAsync(
        IObjectStore store, string key, string prefix, string? lineage, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(store, key, prefix, lineage, cancellationToken);
            }
            catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
            {
                if (attempt == Attempts)
                {
                    return new PointerRead(key, default, Unreadable(key), null, failure.Message);
                }
            }
        }
    }

    private static async Task<PointerRead> TryAsync(
        IObjectStore store, string key, string prefix, string? lineage, CancellationToken cancellationToken)
    {
        await using var download = await store.GetObjectAsync(key, cancellationToken: cancellationToken);
        if (download.Head is not { } head)
        {
            return new PointerRead(key, download.ServerTime, null, null, null);
        }

        // One byte more than is allowed tells that there is more, however much it is.
        var buffer = new byte[LineagePointer.LongestJson + 1];
        var length = await download.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if ((length == head.Size || (head.Size < 0 && length < buffer.Length)) && head.ETagIsMd5 && head.ETag != Md5Hash.HexOf(buffer.AsSpan(0, length)))
        {
            throw VaultErrors.DownloadDamaged.With($"the bytes of '{key}' are not those that the store was given", "Run the same step again.");
        }

        try
        {
            return new PointerRead(
                key, download.ServerTime, head, LineagePointer.Parse(buffer.AsSpan(0, length), prefix, lineage), null);
        }
        catch (FormatException exception)
        {
            return new PointerRead(key, download.ServerTime, head, null, exception.Message);
        }
    }
}
