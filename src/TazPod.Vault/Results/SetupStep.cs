namespace TazPod.Vault.Results;

/// <summary>One thing that SetupStorage looked after.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">Why; null when the outcome says it all.</param>
public sealed record SetupStep(string Name, SetupOutcome Outcome, string? Detail = null)
{
    /// <summary>The outcome for people.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words => Outcome switch
    {
        SetupOutcome.Made => "made",
        SetupOutcome.AlreadySo => "already so",
        SetupOutcome.NotSupported => "not supported by this store",
        SetupOutcome.NotPermitted => "not permitted",
        SetupOutcome.TakenBack => "taken back",
        _ => "left as it is",
    };
}
