using System.Text.Json;

namespace TazPod.Build.Mutation;

/// <summary>The report of a run of Stryker, in the format that all tools of mutation testing share.</summary>
internal static class MutationReport
{
    /// <summary>Counts the mutants of each room, the rooms by name.</summary>
    /// <param name="json">The report.</param>
    /// <param name="project">The directory that the rooms are in.</param>
    public static IReadOnlyList<RoomScore> Read(string json, string project)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("files").EnumerateObject()
                .SelectMany(file => file.Value.GetProperty("mutants").EnumerateArray()
                    .Select(mutant => (Room: RoomOf(file.Name, project), Status: mutant.GetProperty("status").GetString())))
                .GroupBy(mutant => mutant.Room, mutant => mutant.Status)
                .Select(room => Count(room.Key, [.. room]))
                .Where(room => room.Tested + room.NotReached > 0)
                .OrderBy(room => room.Name, StringComparer.Ordinal),
        ];
    }

    // A mutant that never ends is noticed as well as one that fails. What does not compile or is left out was never tried.
    private static RoomScore Count(string room, string?[] statuses) => new(
        room,
        Killed: statuses.Count(status => status is "Killed" or "Timeout"),
        Survived: statuses.Count(status => status is "Survived"),
        NotReached: statuses.Count(status => status is "NoCoverage"));

    private static string RoomOf(string file, string project)
    {
        var path = Path.IsPathRooted(file) ? Path.GetRelativePath(project, file) : file;
        return path.Split('/', '\\')[0];
    }
}
