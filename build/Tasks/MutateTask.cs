using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Mutation;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Changes the code of a room at one place after another, and checks whether a unit test of the room fails.</summary>
/// <remarks>Most rooms take about ten minutes, since Stryker compiles the changes of the whole project first; <c>Archive</c> takes hours.
/// Messages are not changed, and neither are verbs, which <c>Vault.Sync</c> tests.</remarks>
[TaskName("Mutate")]
[TaskDescription("Mutation testing; --room=NAME[,NAME]")]
public sealed class MutateTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Room = "room";
    private static readonly string[] Rooms = ["Archive", "History", "Lineages", "Sealing", "Secrets"];

    // These take seconds each, and would run against hundreds of changes.
    private static readonly string[] SlowTests = ["AllocationTests", "Many_files_and_large_ones"];
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => [Room];

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var rooms = Choose(context.Arguments.GetArguments(Room));
        var output = Repository.Combine("artifacts", "mutation");
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);

        await DotNet.DoAsync("the tools could not be restored", interruption, "tool", "restore");
        await MutateAsync(rooms, output, interruption);
        var reports = Path.Combine(output, "reports");
        var json = await File.ReadAllTextAsync(Path.Combine(reports, "mutation-report.json"), interruption.Token);
        foreach (var room in MutationReport.Read(json, Repository.Combine("src", "TazPod.Vault")))
            context.Log.Information("{0}", room);
        context.Log.Information("{0}", Path.Combine(reports, "mutation-report.html"));
    }

    private static async Task MutateAsync(string[] rooms, string output, BuildInterruption interruption)
    {
        var stryker = DotNet.Command(
        [
            "stryker", "--config-file", Repository.Combine("build", "Mutation", "stryker.json"), "--output", output, "--skip-version-check",
            "--test-case-filter", Filter(rooms),
            .. rooms.SelectMany(room => new[] { "--mutate", $"{room}/**/*.cs" }), "--mutate", "!**/*Verb.cs",
        ]);
        var tests = Repository.Combine("tests", "TazPod.Vault.Tests");
        var exitCode = await (stryker with { WorkingDirectory = tests }).RunAsync(Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        if (exitCode != 0)
            throw new CakeException($"{stryker} ended with exit code {exitCode}: see above");
    }

    // The vectors are the archive's, too.
    private static string Filter(IEnumerable<string> rooms)
    {
        var namespaces = rooms.SelectMany(room => room == "Archive" ? new[] { room, "Vectors" } : [room]);
        var wanted = string.Join('|', namespaces.Select(name => $"FullyQualifiedName~TazPod.Vault.Tests.{name}."));
        return string.Join('&', SlowTests.Select(slow => $"FullyQualifiedName!~{slow}").Prepend($"({wanted})"));
    }

    private static string[] Choose(IEnumerable<string> wanted)
    {
        string[] names = [.. wanted.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.FirstOrDefault(name => !Rooms.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new UsageException($"there is no room '{unknown}' to mutate: there are {string.Join(", ", Rooms)}");
        return names.Length == 0 ? Rooms : [.. Rooms.Where(room => names.Contains(room, StringComparer.OrdinalIgnoreCase))];
    }
}
