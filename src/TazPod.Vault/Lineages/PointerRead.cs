using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Lineages;

/// <summary>The result of reading a pointer's key.</summary>
/// <param name="Key">The key.</param>
/// <param name="ServerTime">The store's own clock at that time.</param>
/// <param name="Head">The object's metadata; null if there was no object.</param>
/// <param name="Pointer">The pointer; null if there was none, or it was invalid.</param>
/// <param name="Problem">Why the object is not a pointer, in words that fit the end of a sentence; null if it is one, or there was no
/// object.</param>
internal sealed record PointerRead(string Key, DateTimeOffset ServerTime, ObjectHead? Head, LineagePointer? Pointer, string? Problem)
{
    // A bit flipped in transit is not a fault of the pointer.
    private const int Attempts = 3;

    public string? ETag => Head?.ETag;

    /// <summary>Whether the object is the pointer of another tool.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Represents an object that exists but cannot be read, with an ETag that no real object has.</summary>
    public static ObjectHead Unreadable(string key) => new(key, 0, default, "unreadable", new Dictionary<string, string>());

    /// <summary>Reads the pointer with one GET, and again if the bytes were damaged in transit.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The pointer's key.</param>
    /// <param name="prefix">The prefix that it is below.</param>
    /// <param name="lineage">The lineage that the pointer must belong to; null accepts any in the prefix.</param>
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

        // One extra byte detects an object that is too long, whatever its size.
        var buffer = new byte[LineagePointer.LongestJson + 1];
        var length = await download.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if ((length == head.Size || (head.Size < 0 && length < buffer.Length)) && head.ETagIsMd5 && head.ETag != Md5Hash.HexOf(buffer.AsSpan(0, length)))
        {
            throw VaultErrors.DownloadDamaged.With($"the bytes of '{key}' differ from those that were stored", "Run the same step again.");
        }

        try
        {
            return new PointerRead(
                key, download.ServerTime, head, LineagePointer.Parse(buffer.AsSpan(0, length), prefix, lineage), null);
        }
        catch (FormatException exception)
        {
            return new PointerRead(key, download.ServerTime, head, null, exception.Message)
            {
                IsForeign = exception is ForeignPointerException,
            };
        }
    }
}
