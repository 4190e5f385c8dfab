using TazPod.Vault.S3;

namespace TazPod.Vault.Doors;

/// <summary>Uses the time in which a host starts on one core to load and compile on another what a verb needs to talk to a store.</summary>
/// <remarks>It asks nobody, writes nothing, and changes nothing but how soon the first request is sent.</remarks>
internal static class HeadStart
{
    private static int taken;

    /// <summary>Begins, where there is another core and it has not begun yet.</summary>
    public static void Take()
    {
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref taken, 1) == 0)
        {
            _ = Task.Run(RunAsync);
        }
    }

    private static async Task RunAsync()
    {
        try
        {
            await S3WarmUp.RunAsync();
        }
        catch (Exception)
        {
            // What is wrong with this machine is the verb's to meet, and to say.
        }
    }
}
