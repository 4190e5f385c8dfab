using TazPod.Vault.Files;
using TazPod.Vault.History;

namespace TazPod.Vault.Secrets;

/// <summary>Finds a name under which an old tree can be kept.</summary>
internal static class FreeAside
{
    /// <summary>The name with the present second, or the first free second after it.</summary>
    public static string For(ISecretsSwap swap, TimeProvider time)
    {
        var stamp = new Stamp(time.GetUtcNow());
        while (FileFacts.Of(swap.AsideName(stamp.ToString())).Kind != FileKind.Missing)
        {
            stamp = stamp.Next();
        }

        return swap.AsideName(stamp.ToString());
    }
}
