namespace TazPod.Vault.Settings;

/// <summary>A path with every symbolic link on the way followed, for comparing places rather than spellings.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">More links than any sane path has: a loop.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Follow(Path.GetFullPath(path), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var real = Path.Combine(Follow(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target)
        {
            return real;
        }

        return ++links <= MostLinks
            ? Follow(Path.GetFullPath(target, Path.GetDirectoryName(real)!), ref links)
            : throw new IOException($"Too many symbolic links: '{path}'");
    }
}
