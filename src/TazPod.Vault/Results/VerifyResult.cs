using System.Text.Json;
using System.Text.Json.Serialization;
using TazPod.Vault.Errors;
using TazPod.Vault.History;

namespace TazPod.Vault.Results;

/// <summary>The result of VerifyVault.</summary>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="IsFast">Whether only metadata was compared.</param>
/// <param name="Vaults">Every vault that was checked: latest, then the copies, newest first.</param>
public sealed record VerifyResult(string Store, bool IsFast, IReadOnlyList<VerifiedVault> Vaults) : VerbResult
{
    internal const string Name = "VerifyVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Vaults.Any(vault => vault.Fails) ? "failed"
        : Vaults.All(vault => vault.Condition is VaultCondition.Whole or VaultCondition.Present or VaultCondition.Repaired) ? "verified"
        : "doubtful";

    /// <inheritdoc/>
    public override bool Changed => Vaults.Any(vault => vault.Condition == VaultCondition.Repaired);

    /// <inheritdoc/>
    public override string Summary =>
        $"{(IsFast ? "compared the metadata of" : "verified")} {ByteSize.Count(Vaults.Count, "vault")} in {Store}: "
        + string.Join(", ", Vaults.GroupBy(vault => vault.Condition).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"));

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure
    {
        get
        {
            var failed = Vaults.Where(vault => vault.Fails).ToList();
            return failed.Count == 0 ? null : VaultErrors.VerificationFailed.With(
                $"{failed.Count} of {ByteSize.Count(Vaults.Count, "vault")} in {Store} failed the check: "
                + string.Join(", ", failed.Take(3).Select(vault => $"{vault.Name} is {Word(vault.Condition)}")) + (failed.Count > 3 ? ", ..." : ""),
                Vaults.Where(vault => vault.Condition == VaultCondition.Whole).Select(vault => ObjectKeys.StampOf(vault.Key)).Max() is { } whole
                    ? $"The newest intact copy is {whole}{(failed.Any(vault => vault.Key == ObjectKeys.Latest) ? $": RestoreVault --at={whole} makes it latest" : "")}."
                    : "No copy that was checked is intact. --last=N checks more of them.");
        }
    }

    /// <summary>The word for a condition: <c>other-passphrase</c>.</summary>
    public static string Word(VaultCondition condition) => JsonNamingPolicy.KebabCaseLower.ConvertName(condition.ToString());
}
