using System.Globalization;

namespace TazPod.Build.Mutation;

/// <summary>How many changes to a room's code its unit tests noticed.</summary>
/// <param name="Name">The room.</param>
/// <param name="Killed">Mutants that made a test fail, or never end.</param>
/// <param name="Survived">Mutants that tests ran and none noticed.</param>
/// <param name="NotReached">Mutants in code that no unit test runs: mostly what the slower suites test.</param>
internal sealed record RoomScore(string Name, int Killed, int Survived, int NotReached)
{
    /// <summary>Those that tests ran.</summary>
    public int Tested => Killed + Survived;

    /// <summary>A line for the terminal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-10} {Percent,3:0} %: {Killed} of {Tested} mutants were noticed, {Survived} survived; {NotReached} are in code that no unit test runs");

    private double Percent => Tested == 0 ? 0 : 100.0 * Killed / Tested;
}
