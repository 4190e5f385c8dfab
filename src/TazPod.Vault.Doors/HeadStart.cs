using TazPod.Vault.S3;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Doors;

/// <summary>Uses the time in which a host starts on one core to load and compile on another what a verb needs to talk to a store.</summary>
/// <remarks>It asks nobody, writes nothing, and changes nothing but how soon the first request is sent.</remarks>
internal static class HeadStart
{
    /// <summary>Begins, where there is another core.</summary>
    public static void Take()
    {
        if (Environment.ProcessorCount > 1)
        {
            _ = Task.Run(RunAsync);
        }
    }

    private static async Task RunAsync()
    {
        try
        {
            await S3WarmUp.RunAsync();
            SyncState.WarmUp();
        }
        catch (Exception)
        {
            // What is wrong with this machine is the verb's to meet, and to say.
        }
    }
}
