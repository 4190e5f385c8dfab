using TazPod.Vault.Text;

namespace TazPod.Vault.Results;

/// <summary>What PinVault did.</summary>
/// <param name="Pinned">Whether a pin was made or its note changed; false when it was there already.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Stamp">The copy's stamp.</param>
/// <param name="Key">The pinned object.</param>
/// <param name="Note">Why it is pinned; null when nobody said.</param>
public sealed record PinResult(bool Pinned, string Store, string Stamp, string Key, string? Note) : VerbResult
{
    internal const string Name = "PinVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Pinned ? "pinned" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Pinned;

    /// <inheritdoc/>
    public override string Summary =>
        $"{(Pinned ? "pinned" : "unchanged: already pinned is")} copy {Stamp} in {Store}{(Note is null ? "" : $": {PrintableText.OneLine(Note)}")}";
}
