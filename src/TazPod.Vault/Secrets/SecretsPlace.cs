using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;

namespace TazPod.Vault.Secrets;

/// <summary>Prepares the location of a secrets directory for a verb that uses it.</summary>
internal static class SecretsPlace
{
    /// <summary>Chooses how to replace the directory, finishes the work of a killed run there, and reports warnings to the user.</summary>
    /// <exception cref="Errors.VaultException">6008: files that look like leftovers of a run are not ours; nothing was touched.</exception>
    public static ISecretsSwap Prepare(VaultSession session, string directory)
    {
        var swap = SecretsSwap.For(directory);
        swap.Recover();
        foreach (var warning in swap.Warnings)
        {
            session.Output.Notice(warning);
        }

        return swap;
    }
}
