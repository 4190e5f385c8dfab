using Cake.Core;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Says what Cake does not: which task a target that does not exist was meant to be, and which tasks there are.</summary>
internal sealed class UnknownTarget(IServiceProvider services, RunOutcome outcome)
{
    private const string Default = "Default";

    /// <summary>The line of the failure. Without a target on the command line, also lists the tasks.</summary>
    /// <param name="name">The target.</param>
    public string Describe(string name)
    {
        var tasks = services.GetRequiredService<ICakeEngine>().Tasks;
        outcome.Failed(ExitCode.Usage);
        return FailureLine.Of(name == Default ? NoTarget(tasks) : Misspelt(name, tasks), services.GetRequiredService<Terminal>().Width);
    }

    private static VaultException Misspelt(string name, IEnumerable<ICakeTaskInfo> tasks) => VaultErrors.UnknownSetting.With(
        $"there is no task '{PlainText.OneLine(name)}'",
        NearestName.Of(name, tasks.Select(task => task.Name)) is { } near ? $"Did you mean {near}?" : "--description lists the tasks.");

    private VaultException NoTarget(IReadOnlyList<ICakeTaskInfo> tasks)
    {
        var console = services.GetRequiredService<IConsole>();
        var width = tasks.Select(task => task.Name.Length).DefaultIfEmpty().Max();
        foreach (var task in tasks.OrderBy(task => task.Name, StringComparer.OrdinalIgnoreCase))
        {
            console.WriteLine("{0}", $"  {task.Name.PadRight(width)}  {task.Description}".TrimEnd());
        }

        return VaultErrors.UnknownSetting.With("no target was given, and this build has no task named Default", "Name a task with --target=TASK.");
    }
}
