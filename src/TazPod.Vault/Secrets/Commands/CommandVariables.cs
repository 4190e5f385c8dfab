using System.Diagnostics;
using TazPod.Vault.Options;
using TazPod.Vault.Text;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>The variables that a command gets.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="variables">The variables from the vault.</param>
/// <param name="files">The files from the vault; null for none.</param>
internal sealed class CommandVariables(RunOptions options, IReadOnlyList<EnvironmentVariable> variables, CommandFiles? files)
{
    /// <summary>The variable with the directory of the files.</summary>
    public const string FilesVariable = "TAZPOD_FILES";

    // Our own variables, which a command that already gets its secrets does not need.
    private static readonly string[] NotPassedOn = ["TAZPOD_PASSPHRASE", "TAZPOD_PASSPHRASE_FILE", "TAZPOD_NEW_PASSPHRASE_FILE"];

    // Windows starts nearly nothing without the second row.
    private static readonly string[] Pristine =
        OperatingSystem.IsWindows() ? ["PATH", "HOME", "TERM", "SystemRoot", "USERPROFILE", "TEMP"] : ["PATH", "HOME", "TERM"];

    private static readonly StringComparer Comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Sets them.</summary>
    public void ApplyTo(ProcessStartInfo start)
    {
        string[] removed = options.Pristine ? [.. start.Environment.Keys.Except(Pristine, Comparer)] : NotPassedOn;
        foreach (var name in removed)
        {
            start.Environment.Remove(name);
        }

        foreach (var variable in variables)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        if (files is not null)
        {
            foreach (var (name, path) in options.FileVariables)
            {
                start.Environment[name] = files.PathOf(path);
            }

            start.Environment[FilesVariable] = files.Directory.Path;
        }
    }
}
