using TazPod.Vault.Text;

namespace TazPod.Vault.Results;

/// <summary>The result of PinVault.</summary>
/// <param name="Pinned">Whether a pin was created or its note changed; false if nothing changed.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Stamp">The copy's stamp.</param>
/// <param name="Key">The pinned object.</param>
/// <param name="Note">Why it is pinned; null without a note.</param>
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
        $"{(Pinned ? $"pinned copy {Stamp} in {Store}" : $"unchanged: copy {Stamp} in {Store} is already pinned")}{(Note is null ? "" : $": {PrintableText.OneLine(Note)}")}";
}
