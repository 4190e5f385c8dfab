namespace TazPod.Vault.Results;

/// <summary>One step of SetupStorage.</summary>
/// <param name="Name">Its name, for display.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Detail">The reason; null if there is nothing to add.</param>
public sealed record SetupStep(string Name, SetupOutcome Outcome, string? Detail = null)
{
    /// <summary>The outcome for display.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words => Outcome switch
    {
        SetupOutcome.Made => "made",
        SetupOutcome.AlreadySo => "already set",
        SetupOutcome.NotSupported => "not supported by this store",
        SetupOutcome.NotPermitted => "not permitted",
        SetupOutcome.TakenBack => "reverted",
        _ => "left unchanged",
    };
}
