namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>One call as its caller saw it. The checker replays these.</summary>
/// <param name="Kind">The call and its result.</param>
/// <param name="By">The caller.</param>
/// <param name="Base">The base of a push; null when its pusher had not seen any latest.</param>
/// <param name="Content">The content that was pushed or pulled; null when a pull returned none.</param>
/// <param name="Start">When it was called.</param>
/// <param name="End">When it returned.</param>
internal sealed record Operation(OperationKind Kind, string By, string? Base, string? Content, long Start, long End)
{
    /// <summary>The message of a refusal.</summary>
    public string Message { get; init; } = "";
}
