using TazPod.Vault.S3;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Doors;

/// <summary>Uses the time in which a host starts on one core to load and compile on another what a verb needs.</summary>
/// <remarks>It asks nobody, writes nothing, and changes nothing but how soon a verb is through.</remarks>
internal static class WarmUp
{
    private static int taken;

    /// <summary>Begins, where there is another core and it has not begun yet.</summary>
    /// <param name="find">Finds the verb that will run, null when that is not known; called on the other core.</param>
    public static void Take(Func<Verb?> find)
    {
        // A thread of its own: the pool would have to be made first.
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
            // What is wrong with this machine is the verb's to meet, and to say.
        }
    }
}
