namespace TazPod.Vault.Secrets.Merge;

/// <summary>How long a writer waits after a lost race for latest, so that all writers get their turn.</summary>
/// <remarks>
/// <para>A round is a merge and the push of its result. One round at a time can succeed, so n writers need n rounds. If they start at random
/// within 2n rounds, most of them win. The number of writers is unknown, so the time doubles with every lost race, up to 64 rounds. Within
/// 64 rounds, fifty writers lose about every second race, and each that wins leaves the others more room.</para>
/// <para>The round is measured, since it depends on the vault, the store and the machine. The quickest counts: while many writers share a
/// machine, a round takes longer.</para>
/// </remarks>
/// <param name="random">The source of randomness.</param>
internal sealed class TurnWait(Random random)
{
    private const int MostRounds = 64;

    // The workspace is locked meanwhile, and a round with a large vault can take a minute.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private TimeSpan round = TimeSpan.MaxValue;
    private int rounds = 1;

    /// <summary>The time to wait after a lost race.</summary>
    /// <param name="lost">How long the round took that was lost.</param>
    public TimeSpan After(TimeSpan lost)
    {
        round = lost < round ? lost : round;
        var longest = round * rounds;
        rounds = Math.Min(rounds * 2, MostRounds);
        return (longest < Longest ? longest : Longest) * random.NextDouble();
    }
}
