using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>One thing that VaultDoctor looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Verdict">What to think of it.</param>
/// <param name="Finding">What was found, in one line. Never a secret.</param>
/// <param name="Fix">What to do; null where nothing is to be done.</param>
public sealed record DoctorCheck(string Name, DoctorVerdict Verdict, string Finding, string? Fix = null)
{
    /// <summary>What a push or a pull would fail with; null unless it would.</summary>
    [JsonIgnore]
    public VaultException? Cause { get; init; }
}
