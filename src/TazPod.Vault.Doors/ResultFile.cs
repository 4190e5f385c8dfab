using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors;

/// <summary>The file that a verb's result is written to as JSON, if one is set. A failure is written to it, too.</summary>
/// <param name="path">The full path; null writes nothing, and <see cref="Output"/> to the output.</param>
/// <param name="output">The standard output; null if this door has none of its own.</param>
internal sealed class ResultFile(string? path, TextWriter? output = null)
{
    /// <summary>The path that means the standard output.</summary>
    public const string Output = "-";

    private const string Variable = "TAZPOD_RESULT";

    private bool isAttempted;

    /// <summary>The path from the command line or the environment, for when the settings cannot be read; null when neither has a valid
    /// one.</summary>
    /// <param name="argument">The value of <c>--result</c>; null when it is not given.</param>
    /// <param name="environment">Returns the value of an environment variable.</param>
    /// <param name="workingDirectory">The base of a relative path.</param>
    public static string? TryPath(string? argument, Func<string, string?> environment, string workingDirectory)
    {
        var named = argument ?? environment(Variable);
        return named == Output ? Output
            : string.IsNullOrWhiteSpace(named) || Path.EndsInDirectorySeparator(named) || named.Contains('\0')
            ? null
            : Path.GetFullPath(named, workingDirectory);
    }

    /// <summary>The file in the settings.</summary>
    public static ResultFile Of(VaultSettings settings, TextWriter? output) =>
        new(settings.ResultToStandardOutput ? Output : settings.ResultFile, output);

    /// <summary>Whether the arguments, or else the environment, ask for the result on the standard output.</summary>
    public static bool IsOutput(string? argument, Func<string, string?> environment) => (argument ?? environment(Variable)) == Output;

    /// <summary>Refuses a directory up front. Otherwise the push would succeed and its result could not be written.</summary>
    /// <exception cref="VaultException">1001.</exception>
    public void RequireNoDirectory()
    {
        if (path == Output && output is null)
        {
            throw VaultErrors.InvalidSetting.With(
                "the result cannot be written to the standard output of this build; nothing was done", "Name a file instead of -.");
        }

        if (path != Output && Directory.Exists(path))
        {
            throw VaultErrors.InvalidSetting.With(
                $"the result cannot be written to '{path}': it is a directory; nothing was done", "Name a file with --result.");
        }
    }

    /// <exception cref="VaultException">It cannot be written.</exception>
    public void Write(VerbResult result)
    {
        // Without a file, nothing is serialized: the code for it would be compiled in every run.
        if (path is not null)
        {
            isAttempted = true;
            Write(ResultJson.Of(result));
        }
    }

    /// <summary>Writes a failure, unless the failure was to write the result.</summary>
    /// <returns>Why it cannot be written; null when it was written or need not be. It does not replace the failure itself.</returns>
    public string? TryWrite(FailureResult failure)
    {
        if (path is null || isAttempted || (path != Output && Directory.Exists(path)))
        {
            return null;
        }

        try
        {
            Write(ResultJson.Of(failure));
            return null;
        }
        catch (VaultException exception)
        {
            return exception.Message;
        }
    }

    private void Write(string json)
    {
        if (path == Output)
        {
            output?.Write(json + "\n");
            output?.Flush();
        }
        else
        {
            ResultJson.Write(path!, json);
        }
    }
}
