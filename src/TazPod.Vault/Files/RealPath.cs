using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Resolves every symbolic link in a path, to compare locations instead of spellings.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <param name="path">The path. It need not exist.</param>
    /// <param name="links">Receives every link that was followed; null if not needed.</param>
    /// <exception cref="IOException">There are too many links, most likely a loop.</exception>
    public static string Of(string path, List<string>? links = null)
    {
        var full = Path.GetFullPath(path);
        var at = Path.GetPathRoot(full)!;
        var waiting = new Stack<string>();
        Wait(full[at.Length..]);
        for (var followed = 0; waiting.TryPop(out var name);)
        {
            // Resolved only after the links before it: the parent of a link's target is not the directory that contains the link.
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

    /// <summary>Resolves a path that will be used, not only compared.</summary>
    /// <exception cref="VaultException">6008: another user created a link in the path; see <see cref="LinkRule"/>.</exception>
    /// <exception cref="IOException">The path cannot be resolved.</exception>
    public static string ToUse(string path)
    {
        var links = new List<string>();
        var real = Of(path, links);
        LinkRule.Require(links);
        return real;
    }

    /// <summary>Whether a path is this directory or is inside it; both must be real paths.</summary>
    public static bool Holds(string directory, string path)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.Equals(directory, comparison)
            || path.StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, comparison);
    }

    /// <summary>Whether a path is inside this directory and not inside a <c>.git</c> below it. That directory belongs to git: a clone does
    /// not contain its content, and files in it can be executed.</summary>
    public static bool KeepsWithin(string directory, string path) =>
        Holds(directory, path) && !Path.GetRelativePath(directory, path).Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.OrdinalIgnoreCase);
}
