using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>A path with every symbolic link on the way followed, for comparing places rather than spellings.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <param name="path">The path; what stands behind it need not exist.</param>
    /// <param name="links">Takes every link that was followed; null where nobody asks.</param>
    /// <exception cref="IOException">More links than any sane path has: a loop.</exception>
    public static string Of(string path, List<string>? links = null)
    {
        var full = Path.GetFullPath(path);
        var at = Path.GetPathRoot(full)!;
        var waiting = new Stack<string>();
        Wait(full[at.Length..]);
        for (var followed = 0; waiting.TryPop(out var name);)
        {
            // Only after the links before it: the parent of what a link leads to is not the directory that the link lies in.
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++followed > MostLinks)
            {
                throw new IOException($"Too many symbolic links: '{path}'");
            }

            links?.Add(next);
            var root = Path.GetPathRoot(target)!;
            at = root.Length > 0 ? Path.GetFullPath(root, at) : at;
            Wait(target[root.Length..]);
        }

        return at;

        void Wait(string names)
        {
            foreach (var name in names.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse())
            {
                if (name is not ("" or "."))
                {
                    waiting.Push(name);
                }
            }
        }
    }

    /// <summary>The same, where the path is going to be used and not only compared.</summary>
    /// <exception cref="VaultException">6008 another user made a link on the way; see <see cref="LinkRule"/>.</exception>
    /// <exception cref="IOException">The path cannot be followed.</exception>
    public static string ToUse(string path)
    {
        var links = new List<string>();
        var real = Of(path, links);
        LinkRule.Require(links);
        return real;
    }

    /// <summary>Whether a path is this directory or lies in it; both are real ones.</summary>
    public static bool Holds(string directory, string path)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.Equals(directory, comparison)
            || path.StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, comparison);
    }

    /// <summary>Whether a path lies in this directory and not in a <c>.git</c> below it, which is git's own: no clone brings what is in there,
    /// and what is in there can run.</summary>
    public static bool KeepsWithin(string directory, string path) =>
        Holds(directory, path) && !Path.GetRelativePath(directory, path).Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.OrdinalIgnoreCase);
}
