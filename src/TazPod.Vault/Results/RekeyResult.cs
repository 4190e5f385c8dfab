using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>What RekeyVault did.</summary>
/// <param name="Resealed">Whether latest was replaced by the same secrets under the new passphrase; false when it already was.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Stamp">The stamp of the copy of latest; null when it is not known.</param>
/// <param name="WithHistory">Whether the copies were gone through.</param>
/// <param name="CopiesResealed">Copies and pins that were sealed anew now.</param>
/// <param name="CopiesLeft">Those that do not open with the new passphrase: all others where nobody looked, and where somebody did, those
/// that open with neither.</param>
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
        (Resealed ? $"latest in {Store} opens with the new passphrase, copy {Stamp}" : $"unchanged: latest in {Store} opens with the new passphrase already")
        + CopiesText;

    private string CopiesText => (WithHistory, CopiesResealed, CopiesLeft) switch
    {
        (false, _, 0) => "",
        (false, _, var left) => $"; {ByteSize.Count(left, "older copy was", "older copies were")} not looked at, and may still open with the passphrase before it: --history re-seals them",
        (true, var done, 0) => $"; {ByteSize.Count(done, "copy", "copies")} re-sealed, all open with it",
        (true, var done, var left) => $"; {ByteSize.Count(done, "copy", "copies")} re-sealed, {left} left as they are",
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => WithHistory && CopiesLeft > 0
        ? VaultErrors.VerificationFailed.With(
            Summary, "The lines above say why: damaged, or sealed with yet another passphrase. VerifyVault shows each; latest is safe.")
        : null;
}
