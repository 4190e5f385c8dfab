using System.Diagnostics;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Secrets.Commands;
using TazPod.Vault.Session;

namespace TazPod.Vault.Secrets.Editing;

/// <summary>The user's editor: <c>VISUAL</c>, else <c>EDITOR</c>, else <c>vi</c> (<c>notepad</c> on Windows).</summary>
internal sealed class Editor
{
    private static readonly string[] Variables = ["VISUAL", "EDITOR"];
    private static readonly string[] TemporaryDirectory = ["TMPDIR", "TMP", "TEMP"];

    private readonly VaultSession session;
    private readonly IReadOnlyList<string> words;

    public Editor(VaultSession session)
    {
        this.session = session;
        var given = Variables.Select(session.Host.Environment).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        words = CommandWords.Words(given ?? (OperatingSystem.IsWindows() ? "notepad" : "vi"));
    }

    /// <summary>Its name, for messages.</summary>
    public string Name => words[0];

    /// <summary>Runs it on a file and waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="VaultException">1001: it cannot be started.</exception>
    public async Task<int> RunAsync(EditedFile file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Name, [.. words.Skip(1), file.FullPath])
        {
            // Its screen is the terminal. Only where the result is printed, nothing else may be.
            RedirectStandardOutput = session.Settings.ResultToStandardOutput,
            UseShellExecute = false,
        };
        new CommandVariables(new RunOptions(), [], files: null).ApplyTo(start);
        foreach (var variable in TemporaryDirectory)
        {
            start.Environment[variable] = file.Directory;
        }

        file.ShareLock(true);
        try
        {
            return await new CommandProcess(session, start, new Masking([]), files: null).RunAsync(cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.InvalidSetting)
        {
            throw VaultErrors.InvalidSetting.With(
                $"the editor cannot be started: {failure.Message}", "Name an editor that waits until the file is closed in VISUAL or EDITOR.", failure);
        }
        finally
        {
            file.ShareLock(false);
        }
    }
}
