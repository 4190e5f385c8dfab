namespace TazPod.Bench;

/// <summary>What ours needed of memory for a vault.</summary>
/// <param name="VaultMiB">The size of the vault file.</param>
/// <param name="Ratio">Our peak, the median of all rounds, over that.</param>
internal sealed record Memory(double VaultMiB, Ratio Ratio)
{
    private const double Goal = 3;

    public static Memory Of(string vault, Summary ours)
    {
        var size = new FileInfo(vault).Length / (double)(1 << 20);
        return new Memory(size, Ratio.Of(ours.PeakMiB, size, Goal));
    }
}
