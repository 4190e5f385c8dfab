using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors;

/// <summary>Writes the result of a command line that was refused before any verb ran.</summary>
internal static class EarlyResult
{
    /// <param name="path">The result file, as <see cref="ResultFile.TryPath"/> returns it.</param>
    /// <param name="verb">The verb that did not run; null if it is unknown.</param>
    /// <param name="refusal">Why.</param>
    public static void Write(string? path, string? verb, VaultException refusal)
    {
        if (new ResultFile(path, StandardOutput.Writer).TryWrite(FailureResult.Of(verb ?? "", refusal)) is { } unwritten)
        {
            Console.Error.WriteLine(VerbOutput.Notice + PlainText.OneLine(unwritten));
        }
    }
}
