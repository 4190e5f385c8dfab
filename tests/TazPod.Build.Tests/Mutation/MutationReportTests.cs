using TazPod.Build.Mutation;

namespace TazPod.Build.Tests.Mutation;

public sealed class MutationReportTests
{
    private const string Report = """
        {
          "schemaVersion": "2",
          "files": {
            "/repo/src/Vault/Sealing/Key.cs": { "mutants": [ { "status": "Killed" }, { "status": "Timeout" }, { "status": "Survived" } ] },
            "Archive/Tar/TarInput.cs": { "mutants": [ { "status": "NoCoverage" }, { "status": "Ignored" } ] },
            "Archive/ArchiveReader.cs": { "mutants": [ { "status": "Killed" }, { "status": "CompileError" } ] },
            "Text/PrintableText.cs": { "mutants": [ { "status": "Ignored" } ] }
          }
        }
        """;

    [Fact]
    public void Mutants_are_counted_by_room_and_those_that_were_not_tried_do_not_count() => Assert.Equal(
        [new RoomScore("Archive", 1, 0, 1), new RoomScore("Sealing", 2, 1, 0)],
        MutationReport.Read(Report, "/repo/src/Vault"));

    [Fact]
    public void A_score_is_of_the_mutants_that_tests_ran() => Assert.Equal(
        "Sealing     67 %: 2 of 3 mutants were noticed, 1 survived; 5 are in code that no unit test runs",
        new RoomScore("Sealing", 2, 1, 5).ToString());
}
