using TazPod.Vault.S3;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors;

/// <summary>While a host starts on one core, loads and compiles on another core the code that a verb needs.</summary>
/// <remarks>It sends no requests and writes no files. Its only effect is that the verb finishes earlier.</remarks>
internal static class WarmUp
{
    private static int taken;

    /// <summary>Starts the warm-up, if there is another core and it has not started yet.</summary>
    /// <param name="find">Finds the verb that will run, null when that is unknown; called on the other core.</param>
    public static void Take(Func<Verb?> find)
    {
        // A dedicated thread: the thread pool would have to be created first.
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref taken, 1) == 0)
        {
            new Thread(() => Run(find)) { IsBackground = true }.Start();
        }
    }

    private static void Run(Func<Verb?> find)
    {
        try
        {
            if (find() is not { } verb)
            {
                return;
            }

            var opens = verb.Key != KeyUse.None;
            if (verb.NeedsStore)
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
            // If something is wrong with this machine, the verb will run into it and report it.
        }
    }
}
