using CsCheck;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>The duration of the generated tests.</summary>
/// <remarks>By default each test tries a fixed number of cases, a few seconds in all. <c>TAZPOD_FUZZ_SECONDS=600</c> makes each
/// run for that many seconds instead:
/// <code>TAZPOD_FUZZ_SECONDS=600 dotnet run --project tests/TazPod.Vault.Tests -- -namespace TazPod.Vault.Tests.Hostile -showLiveOutput</code>
/// A failure prints the seed of its smallest case; <c>CsCheck_Seed=SEED</c> with the same filter runs that one again.</remarks>
internal static class Budget
{
    private static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("TAZPOD_FUZZ_SECONDS"), out var seconds) ? seconds : 0;

    /// <summary>Tries <paramref name="cases"/> cases, or as many as fit into the requested seconds.</summary>
    public static void Spend<T>(this Gen<T> gen, int cases, Action<T> property, Func<T, string> print)
    {
        var tried = 0L;

        // One thread, because the allocations of a case are measured on it.
        gen.Sample(
            value =>
            {
                Interlocked.Increment(ref tried);
                property(value);
            },
            iter: Seconds > 0 ? -1 : cases,
            time: Seconds > 0 ? Seconds : -1,
            threads: 1,
            print: print);
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} cases");
    }
}
