namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>Promise 5, any instant: after a fault at any single request both sides are valid, and running again finishes the
/// work.</summary>
public sealed class FaultsAtEveryRequestTests(FaultMatrix matrix, ITestOutputHelper output) : IClassFixture<FaultMatrix>
{
    // If the suite lost its scenarios or its faults, it must not pass.
    private const int FewestFaults = 2000;

    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_at_any_request_loses_nothing_and_the_same_step_again_finishes(string name)
    {
        var cases = await matrix.OfAsync(Scenarios.All.Single(scenario => scenario.Name == name));
        foreach (var each in cases)
        {
            output.WriteLine(each.Row);
        }

        var problems = cases.SelectMany(each => each.Problems.Select(problem => $"{each}: {problem}")).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task The_table_of_all_faults_and_outcomes_is_written()
    {
        var cases = await matrix.AllAsync();
        var table = FaultMatrix.Write(cases);
        output.WriteLine(table);
        await File.WriteAllTextAsync(FaultMatrix.File, table);
        Assert.InRange(cases.Count, FewestFaults, int.MaxValue);
    }
}
