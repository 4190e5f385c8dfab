namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>One call as its caller saw it: what the checker replays.</summary>
/// <param name="Kind">What was called, and how it ended.</param>
/// <param name="By">Who called.</param>
/// <param name="Base">What a push was made from; null when its pusher had seen nothing at latest.</param>
/// <param name="Content">What was pushed, or what a pull brought; null when it brought nothing.</param>
/// <param name="Start">When it was called.</param>
/// <param name="End">When it returned.</param>
internal sealed record Operation(OperationKind Kind, string By, string? Base, string? Content, long Start, long End)
{
    /// <summary>What a refusal said.</summary>
    public string Message { get; init; } = "";
}
