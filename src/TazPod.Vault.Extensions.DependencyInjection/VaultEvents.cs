namespace TazPod.Vault.Extensions.DependencyInjection;

/// <summary>The ids of the events that <see cref="VaultLogger"/> writes. An id never changes its meaning.</summary>
public static class VaultEvents
{
    /// <summary>The category of the logger: <c>TazPod.Vault</c>.</summary>
    public const string Category = "TazPod.Vault";

    /// <summary>A verb starts. Debug, with <c>Verb</c>.</summary>
    public const int VerbStarted = 1;

    /// <summary>A verb ended. Information, with <c>Verb</c>, <c>Status</c>, <c>Changed</c> and <c>Summary</c>.</summary>
    public const int VerbEnded = 2;

    /// <summary>A verb failed, or its result is a finding, such as a copy that cannot be restored. Error, with <c>Verb</c>, <c>Code</c>,
    /// <c>ExitCode</c>, <c>Reason</c> and <c>Hint</c>.</summary>
    public const int VerbFailed = 3;

    /// <summary>A verb was cancelled by its caller. Information, with <c>Verb</c>.</summary>
    public const int VerbCancelled = 4;

    /// <summary>A notice for the operator, for example where a replaced file was kept. Warning, with <c>Verb</c> and
    /// <c>Notice</c>.</summary>
    public const int Notice = 5;

    /// <summary>A detail, for example the credentials used. Debug, with <c>Detail</c>.</summary>
    public const int Detail = 6;

    /// <summary>The progress of a transfer. Trace, with <c>Transfer</c>, <c>Done</c> and <c>Total</c> in bytes.</summary>
    public const int Transferred = 7;
}
