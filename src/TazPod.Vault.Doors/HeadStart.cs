using TazPod.Vault.S3;

namespace TazPod.Vault.Doors;

/// <summary>Uses the time in which a host starts on one core to load and compile on another what a verb needs.</summary>
/// <remarks>It asks nobody, writes nothing, and changes nothing but how soon a verb is through.</remarks>
internal static class HeadStart
{
    private static int taken;

    /// <summary>Begins, where there is another core and it has not begun yet.</summary>
    /// <param name="forStore">Whether a request will be sent.</param>
    /// <param name="forVault">Whether a vault will be opened or sealed.</param>
    public static void Take(bool forStore, bool forVault)
    {
        if ((forStore || forVault) && Environment.ProcessorCount > 1 && Interlocked.Exchange(ref taken, 1) == 0)
        {
            _ = Task.Run(() => RunAsync(forStore, forVault));
        }
    }

    private static async Task RunAsync(bool forStore, bool forVault)
    {
        try
        {
            if (forStore)
            {
                await S3WarmUp.RunAsync(reads: forVault);
            }

            if (forVault)
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
