using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Mutation;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Changes the code of a room in one place after the other, and sees whether a unit test notices.</summary>
/// <remarks>It takes 20 minutes to an hour: Stryker compiles all changes of the whole project, whichever room is wanted. Messages are
/// left alone, and so are verbs, which are tested in Vault.Sync. <c>build/Mutation/stryker.json</c> leaves out the slowest tests.</remarks>
[TaskName("Mutate")]
[TaskDescription("Mutation testing; --room=NAME[,NAME]")]
public sealed class MutateTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Room = "room";
    private static readonly string[] Rooms = ["Archive", "History", "Lineages", "Sealing", "Secrets"];
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

    private static async Task MutateAsync(IEnumerable<string> rooms, string output, BuildInterruption interruption)
    {
        var stryker = DotNet.Command(
        [
            "stryker", "--config-file", Repository.Combine("build", "Mutation", "stryker.json"), "--output", output, "--skip-version-check",
            .. rooms.SelectMany(room => new[] { "--mutate", $"{room}/**/*.cs" }), "--mutate", "!**/*Verb.cs",
        ]);
        var tests = Repository.Combine("tests", "TazPod.Vault.Tests");
        var exitCode = await (stryker with { WorkingDirectory = tests }).RunAsync(Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        if (exitCode != 0)
            throw new CakeException($"{stryker} ended with exit code {exitCode}: see above");
    }

    private static string[] Choose(IEnumerable<string> wanted)
    {
        string[] names = [.. wanted.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.FirstOrDefault(name => !Rooms.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new UsageException($"there is no room '{unknown}' to mutate: there are {string.Join(", ", Rooms)}");
        return names.Length == 0 ? Rooms : [.. Rooms.Where(room => names.Contains(room, StringComparer.OrdinalIgnoreCase))];
    }
}
