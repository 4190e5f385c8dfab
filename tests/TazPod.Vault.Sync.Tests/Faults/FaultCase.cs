namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>One fault that was tried, and what came of it: a row of the table.</summary>
/// <param name="Scenario">The verb and the situation.</param>
/// <param name="Request">Which of its requests was struck, from 1.</param>
/// <param name="Operation">That request's operation.</param>
/// <param name="Fault">What struck it.</param>
/// <param name="Retries">How often the verb was allowed to try again.</param>
internal sealed record FaultCase(string Scenario, int Request, string Operation, string Fault, int Retries)
{
    /// <summary>The status of the result, or the code of the failure.</summary>
    public string Outcome { get; init; } = "";

    public int ExitCode { get; init; }

    /// <summary>How the plain run after it ended, and the way out where it was refused.</summary>
    public string Again { get; init; } = "";

    /// <summary>Whether the request that was to be struck was sent at all.</summary>
    public bool HasStruck { get; init; }

    /// <summary>What does not hold.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public string Row => $"| {Scenario} | {Request} | {Operation} | {Fault} | {Retries} | {Outcome} | {ExitCode} | {Again} |";

    public override string ToString() => $"{Scenario}: request {Request} {Operation}: {Fault}, {Retries} retries -> {Outcome}";
}
