using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;

namespace TazPod.Vault.Secrets;

/// <summary>Makes the place of a secrets directory ready for a verb that holds it.</summary>
internal static class SecretsPlace
{
    /// <summary>Chooses how the directory is replaced, finishes what a killed run left there, and says what the user should know.</summary>
    /// <exception cref="Errors.VaultException">6008 something that looks like it was not left by us; nothing was touched.</exception>
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
