using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>A refusal in one state, and every way out that its hint names.</summary>
/// <param name="Error">Its row of the error table.</param>
/// <param name="State">The state, in words.</param>
/// <param name="Goal">The command that is refused.</param>
/// <param name="Prepare">Brings about the state.</param>
/// <param name="Ways">The ways out. Each is a list of steps.</param>
internal sealed record Refusal(VaultError Error, string State, string Goal, Action<Stage> Prepare, params Step[][] Ways)
{
    /// <summary>Whether the store is S3 instead of a directory.</summary>
    public bool IsOnS3 { get; init; }

    public string NameOf(Step[] way) => $"{Error.Code}, {State}: {Goal}; {string.Join(", ", way.Select(step => step.ToString()))}";
}
