namespace TazPod.Vault.History;

/// <summary>One history copy, as a listing shows it.</summary>
/// <param name="Key">Its full key.</param>
/// <param name="Stamp">The time in the key. It orders the copies, even if LastModified changed because a bucket was moved.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Unquoted.</param>
internal sealed record HistoryCopy(string Key, Stamp Stamp, long Size, string ETag);
