namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>One fault that was tried and its result: a row of the table.</summary>
/// <param name="Scenario">The verb and the situation.</param>
/// <param name="Request">The number of the affected request, from 1.</param>
/// <param name="Operation">That request's operation.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Retries">The number of retries of the verb.</param>
internal sealed record FaultCase(string Scenario, int Request, string Operation, string Fault, int Retries)
{
    /// <summary>The status of the result, or the code of the failure.</summary>
    public string Outcome { get; init; } = "";

    public int ExitCode { get; init; }

    /// <summary>The result of the plain run after it, and the way out if it was refused.</summary>
    public string Again { get; init; } = "";

    /// <summary>Whether the affected request was sent at all.</summary>
    public bool HasStruck { get; init; }

    /// <summary>The violated rules.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public string Row => $"| {Scenario} | {Request} | {Operation} | {Fault} | {Retries} | {Outcome} | {ExitCode} | {Again} |";

    public override string ToString() => $"{Scenario}: request {Request} {Operation}: {Fault}, {Retries} retries -> {Outcome}";
}
