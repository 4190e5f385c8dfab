using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of VaultDoctor.</summary>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Checks">All checks, in order.</param>
public sealed record DoctorResult(string Store, IReadOnlyList<DoctorCheck> Checks) : VerbResult
{
    internal const string Name = "VaultDoctor";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Count(DoctorVerdict.Bad) > 0 ? "ill" : "well";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary =>
        $"{Store}: {(Count(DoctorVerdict.Bad) == 0 ? "pushes and pulls work from here" : "pushes or pulls fail from here")}; "
        + $"{Count(DoctorVerdict.Bad)} bad, {Count(DoctorVerdict.Warning)} could be better";

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => Checks.FirstOrDefault(check => check.Cause is not null)?.Cause;

    private int Count(DoctorVerdict verdict) => Checks.Count(check => check.Verdict == verdict);
}
