using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result that <c>--result</c> writes when a verb failed.</summary>
/// <param name="Verb">The verb's name.</param>
/// <param name="Code">The stable code: <c>TAZPOD4001</c>.</param>
/// <param name="ExitCode">The exit code of a build that ends with it.</param>
/// <param name="Message">What happened, where and why.</param>
/// <param name="Hint">What to do next; null if there is nothing to add.</param>
/// <param name="Notices">Notices collected before the failure, one line each.</param>
public sealed record FailureResult(string Verb, string Code, int ExitCode, string Message, string? Hint, IReadOnlyList<string> Notices)
{
    /// <summary>Always <c>failed</c>.</summary>
    public string Status { get; } = "failed";

    /// <summary>Creates the result for an exception.</summary>
    public static FailureResult Of(string verb, VaultException failure) =>
        new(verb, failure.Error.Code, (int)failure.ExitCode, failure.Message, failure.Hint, failure.Notices);
}
