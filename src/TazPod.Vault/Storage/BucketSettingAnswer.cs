namespace TazPod.Vault.Storage;

/// <summary>A store's answer about a setting of its bucket.</summary>
/// <param name="State">The state of the setting, or why it cannot be read or changed.</param>
/// <param name="Detail">More detail, short enough for a table cell: the store's code, or the missing permission; null if there is nothing
/// to add.</param>
public sealed record BucketSettingAnswer(BucketSettingState State, string? Detail = null);
