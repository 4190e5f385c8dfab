using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Says what Cake does not: which task a target that does not exist was meant to be, and which tasks there are.</summary>
internal sealed partial class UnknownTarget(IServiceProvider services, RunOutcome outcome)
{
    private const string Default = "Default";

    /// <summary>The line of the failure; null if all these tasks exist. If only the default task is missing, also lists the tasks.</summary>
    /// <param name="quoted">The names of the targets, each in single quotes.</param>
    public string? Describe(string quoted)
    {
        var tasks = services.GetRequiredService<ICakeEngine>().Tasks;
        var unknown = Names().Matches(quoted).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !tasks.Any(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
        if (unknown is null)
        {
            return null;
        }

        outcome.Failed(ExitCode.Usage);
        var failure = unknown.Equals(Default, StringComparison.OrdinalIgnoreCase) ? NoTarget(tasks) : Misspelt(unknown, tasks.Select(task => task.Name));
        WriteResult(unknown, failure);
        return FailureLine.Of(failure, services.GetRequiredService<Terminal>().Width);
    }

    private void WriteResult(string target, VaultException failure)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        EarlyResult.Write(
            ResultFile.TryPath(
                services.GetRequiredService<ICakeArguments>().GetArguments("result")?.LastOrDefault(),
                environment.GetEnvironmentVariable,
                environment.WorkingDirectory.FullPath),
            target,
            failure);
    }

    /// <summary>The failure for a target that does not exist.</summary>
    /// <param name="name">The target.</param>
    /// <param name="tasks">The names of the tasks that do.</param>
    public static VaultException Misspelt(string name, IEnumerable<string> tasks) => VaultErrors.UnknownSetting.With(
        $"there is no task '{PlainText.OneLine(name)}'",
        NearestName.Of(name, tasks) is { } near ? $"Did you mean {near}?" : "--description lists the tasks.");

    private VaultException NoTarget(IReadOnlyList<ICakeTaskInfo> tasks)
    {
        if (services.GetRequiredService<ICakeLog>().Verbosity == Verbosity.Quiet)
        {
            return None();
        }

        var console = services.GetRequiredService<IConsole>();
        var width = tasks.Select(task => task.Name.Length).DefaultIfEmpty().Max();
        foreach (var task in tasks.OrderBy(task => task.Name, StringComparer.OrdinalIgnoreCase))
        {
            console.WriteLine("{0}", $"  {task.Name.PadRight(width)}  {task.Description}".TrimEnd());
        }

        return None();
    }

    private static VaultException None() =>
        VaultErrors.UnknownSetting.With("this build has no task Default, which runs when no target is given", "Name a task with --target=TASK.");

    [GeneratedRegex("'(?<name>[^']*)'")]
    private static partial Regex Names();
}
