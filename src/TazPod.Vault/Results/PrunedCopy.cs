namespace TazPod.Vault.Results;

/// <summary>A history copy that retention removes or would remove.</summary>
/// <param name="Stamp">Its stamp.</param>
/// <param name="Key">Its key.</param>
/// <param name="Size">Bytes.</param>
public sealed record PrunedCopy(string Stamp, string Key, long Size);
