using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of RekeyVault.</summary>
/// <param name="Resealed">Whether latest was replaced with the same secrets under the new passphrase; false if it already had it.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Stamp">The stamp of latest's copy; null if unknown.</param>
/// <param name="WithHistory">Whether the copies were processed, too.</param>
/// <param name="CopiesResealed">The number of copies and pins that were re-sealed now.</param>
/// <param name="CopiesLeft">The number of copies that do not open with the new passphrase. If the copies were not processed, these are all
/// others; otherwise those that open with neither passphrase.</param>
public sealed record RekeyResult(
    bool Resealed, string VaultFile, string Store, string? Stamp, bool WithHistory, int CopiesResealed, int CopiesLeft) : VerbResult
{
    internal const string Name = "RekeyVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Changed ? "rekeyed" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Resealed || CopiesResealed > 0;

    /// <inheritdoc/>
    public override string Summary =>
        (Resealed ? $"latest in {Store} opens with the new passphrase, copy {Stamp}" : $"unchanged: latest in {Store} already opens with the new passphrase")
        + CopiesText;

    private string CopiesText => (WithHistory, CopiesResealed, CopiesLeft) switch
    {
        (false, _, 0) => "",
        (false, _, var left) => $"; {ByteSize.Count(left, "older copy was", "older copies were")} not checked, and may still open with the old passphrase: --history re-seals them",
        (true, var done, 0) => $"; {ByteSize.Count(done, "copy", "copies")} re-sealed, all open with the new passphrase",
        (true, var done, var left) => $"; {ByteSize.Count(done, "copy", "copies")} re-sealed, {left} left unchanged",
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => WithHistory && CopiesLeft > 0
        ? VaultErrors.VerificationFailed.With(
            Summary, "The lines above show why: damaged, or sealed with another passphrase. VerifyVault lists each one; latest is safe.")
        : null;
}
