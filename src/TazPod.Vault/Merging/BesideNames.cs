using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Merging;

/// <summary>Finds free names beside others.</summary>
/// <param name="taken">The paths that exist.</param>
/// <param name="comparer">Compares paths as the file system does.</param>
internal sealed class BesideNames(IEnumerable<string> taken, StringComparer comparer)
{
    private readonly HashSet<string> taken = new(taken, comparer);

    /// <summary>Takes a name beside a path: the same with an ending, and <c>-2</c>, <c>-3</c> and so on if that exists. A name that becomes
    /// too long is cut, and marked by a hash of the whole name. If the path is still too long, the name is in a directory above.</summary>
    /// <param name="path">The path.</param>
    /// <param name="ending">What is appended.</param>
    /// <param name="below">The bytes of the longest path below it.</param>
    /// <exception cref="Errors.VaultException">3007: there is no room.</exception>
    public string Take(string path, string ending, int below)
    {
        for (var number = 1; ; number++)
        {
            var name = Beside(path, number == 1 ? ending : string.Create(CultureInfo.InvariantCulture, $"{ending}-{number}"), below);
            if (taken.Add(name))
            {
                return name;
            }
        }
    }

    private static string Beside(string path, string ending, int below)
    {
        var (whole, limits) = (TreePath.Name(path), ArchiveLimits.Format);
        foreach (var directory in TreePath.Above(path).Select(directory => directory + "/").Append(""))
        {
            var room = Math.Min(limits.ComponentBytes, limits.PathBytes - below - Bytes(directory)) - Bytes(ending);
            if (Shortened(whole, room) is { } name)
            {
                return directory + name + ending;
            }
        }

        throw TreeLimits.NoRoomBeside(path);
    }

    private static string? Shortened(string name, int room)
    {
        if (Bytes(name) <= room)
        {
            return name;
        }

        var mark = $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
        var cut = new StringBuilder();
        room -= mark.Length;
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Length > 0 ? cut.Append(mark).ToString() : null;
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
