using TazPod.Vault.S3;

namespace TazPod.Vault.Doors;

/// <summary>Uses the time in which a host starts on one core to load and compile on another what a verb needs.</summary>
/// <remarks>It asks nobody, writes nothing, and changes nothing but how soon a verb is through.</remarks>
internal static class WarmUp
{
    private static int taken;

    /// <summary>Begins, where there is another core and it has not begun yet.</summary>
    /// <param name="forStore">Whether a request will be sent; asked on the other core, like <paramref name="forVault"/>.</param>
    /// <param name="forVault">Whether a vault will be opened or sealed.</param>
    public static void Take(Func<bool> forStore, Func<bool> forVault)
    {
        // A thread of its own: the pool would have to be made first.
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref taken, 1) == 0)
        {
            new Thread(() => Run(forStore, forVault)) { IsBackground = true }.Start();
        }
    }

    private static void Run(Func<bool> forStore, Func<bool> forVault)
    {
        try
        {
            var opens = forVault();
            if (forStore())
            {
                S3WarmUp.RunAsync(reads: opens).GetAwaiter().GetResult();
            }

            if (opens)
            {
                VaultWarmUp.Run();
            }
        }
        catch (Exception)
        {
            // What is wrong with this machine is the verb's to meet, and to say.
        }
    }
}
