namespace TazPod.Vault.Storage;

/// <summary>What a store answers about a setting of its bucket.</summary>
/// <param name="State">How it is set, or why that cannot be said or done.</param>
/// <param name="Detail">More, short enough for a cell of a table: the store's code, or the permission that lacks; null when there is
/// nothing to add.</param>
public sealed record BucketSettingAnswer(BucketSettingState State, string? Detail = null);
