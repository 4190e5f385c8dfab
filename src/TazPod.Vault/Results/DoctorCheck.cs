using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>One check of VaultDoctor.</summary>
/// <param name="Name">The thing that was checked.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Finding">The finding, in one line. Never a secret.</param>
/// <param name="Fix">What to do; null if nothing needs to be done.</param>
public sealed record DoctorCheck(string Name, DoctorVerdict Verdict, string Finding, string? Fix = null)
{
    /// <summary>Whether it only says that a setting has its default. The doors show it to a user who asks for details.</summary>
    [JsonIgnore]
    public bool IsDefault { get; init; }

    /// <summary>The error that a push or a pull would fail with; null if none.</summary>
    [JsonIgnore]
    public VaultException? Cause { get; init; }
}
