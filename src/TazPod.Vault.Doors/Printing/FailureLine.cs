using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Doors.Printing;

/// <summary>A failure as the single line that a door prints after <c>Error:</c>.</summary>
internal static class FailureLine
{
    /// <summary>The text before the message.</summary>
    public const string Prefix = "Error: ";

    /// <summary><c>TAZPOD4001: what happened. What to do next.</c></summary>
    public static string Of(VaultException failure)
    {
        var message = PlainText.OneLine($"{failure.Error.Code}: {failure.Message}");
        return failure.Hint is { } hint ? $"{Ended(message)} {PlainText.OneLine(hint)}" : Ended(message);
    }

    /// <summary>The same without the code: <c>what happened. What to do next.</c></summary>
    public static string Plain(VaultException failure) => Of(failure)[(failure.Error.Code.Length + 2)..];

    /// <summary>The same, wrapped between words where the terminal would break within them.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="width">The width in columns.</param>
    public static string Of(VaultException failure, int width) => Fit(Of(failure), width);

    /// <summary>Such a line, wrapped between words where the terminal would break within them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The width in columns.</param>
    public static string Fit(string line, int width)
    {
        var lines = PlainText.Wrap(Prefix + line, width);
        return string.Join(Environment.NewLine, lines)[Prefix.Length..];
    }

    public static VaultException Interrupted(string verb) => VaultErrors.Interrupted.With(
        $"{verb} was interrupted", "Nothing is half done: run the same step again to finish it.");

    /// <summary>Maps any exception to an entry of the error table.</summary>
    public static VaultException Classify(string verb, Exception exception, bool isInterrupted) => exception switch
    {
        VaultException failure => failure,
        OperationCanceledException when isInterrupted => Interrupted(verb),
        _ when MemoryFailures.IsOne(exception) => MemoryFailures.Translate(exception, bytes: 0),
        _ => VaultErrors.Unexpected.With(
            $"{verb} failed unexpectedly: {exception.GetType().Name}: {exception.Message}",
            "This is a defect: --verbosity=diagnostic shows where, for a report.",
            exception),
    };

    private static string Ended(string sentence) =>
        sentence.Length > 0 && char.GetUnicodeCategory(sentence[^1]) == UnicodeCategory.OtherPunctuation && sentence[^1] is '.' or '!' or '?'
            ? sentence
            : sentence + ".";
}
