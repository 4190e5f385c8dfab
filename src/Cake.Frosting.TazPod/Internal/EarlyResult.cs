using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Writes the result of a command line that was refused before any verb ran.</summary>
internal static class EarlyResult
{
    /// <param name="path">The result file, as <see cref="ResultFile.TryPath"/> returns it.</param>
    /// <param name="target">The target that did not run; null if it is unknown.</param>
    /// <param name="refusal">Why.</param>
    public static void Write(string? path, string? target, VaultException refusal)
    {
        if (new ResultFile(path, StandardOutput.Writer).TryWrite(FailureResult.Of(target ?? "", refusal)) is { } unwritten)
        {
            Console.Error.WriteLine(VerbOutput.Notice + PlainText.OneLine(unwritten));
        }
    }
}
