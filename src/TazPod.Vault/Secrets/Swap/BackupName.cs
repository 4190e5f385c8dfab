using TazPod.Vault.Files;
using TazPod.Vault.History;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Finds a name under which something that is replaced can be kept.</summary>
internal static class BackupName
{
    /// <summary>The name with the present second, or the first free second after it.</summary>
    /// <param name="name">Makes a path of a stamp.</param>
    /// <param name="time">The clock.</param>
    public static string Name(Func<string, string> name, TimeProvider time)
    {
        var stamp = new Stamp(time.GetUtcNow());
        while (FileFacts.Of(name(stamp.ToString())).Kind != FileKind.Missing)
        {
            stamp = stamp.Next();
        }

        return name(stamp.ToString());
    }
}
