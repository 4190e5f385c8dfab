using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>The cases of every scenario. Each is run once, by the first test that needs it.</summary>
public sealed class FaultMatrix
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<FaultCase>>>> runs = [];

    internal Task<IReadOnlyList<FaultCase>> OfAsync(Scenario scenario) =>
        runs.GetOrAdd(scenario.Name, _ => new(() => ScenarioRun.RunAsync(scenario))).Value;

    /// <summary>Runs all scenarios in parallel: while one waits, another runs.</summary>
    internal async Task<IReadOnlyList<FaultCase>> AllAsync() =>
        [.. (await Task.WhenAll(Scenarios.All.Select(OfAsync))).SelectMany(cases => cases)];

    /// <summary>The table and its totals.</summary>
    internal static string Write(IReadOnlyList<FaultCase> cases)
    {
        var text = new StringBuilder();
        text.AppendLine("# Faults at every request").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{cases.Count} faults tried, {cases.Count(each => each.Problems.Count > 0)} with a problem.").AppendLine();
        text.AppendLine("| outcome | exit code | cases |").AppendLine("|---|---|---|");
        foreach (var outcome in cases.GroupBy(each => (each.Outcome, each.ExitCode)).OrderBy(group => group.Key.ExitCode).ThenBy(group => group.Key.Outcome))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {outcome.Key.Outcome} | {outcome.Key.ExitCode} | {outcome.Count()} |");
        }

        text.AppendLine().AppendLine("| verb | request | operation | fault | retries | outcome | exit code | run again |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var each in cases)
        {
            text.AppendLine(each.Row);
        }

        return text.ToString();
    }

    /// <summary>The file for the table: in <c>artifacts</c> at the root of the repository, which git ignores.</summary>
    internal static string File
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (directory.Parent is { } parent && !System.IO.File.Exists(Path.Combine(directory.FullName, "TazPod.Cake.sln")))
            {
                directory = parent;
            }

            return Path.Combine(Directory.CreateDirectory(Path.Combine(directory.FullName, "artifacts")).FullName, "fault-matrix.md");
        }
    }
}
