using TazPod.Vault.Files;
using TazPod.Vault.History;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Finds a name for keeping a file or directory that is replaced.</summary>
internal static class BackupName
{
    /// <summary>The name with the current second, or the first free second after it.</summary>
    /// <param name="name">Creates a path from a stamp.</param>
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
