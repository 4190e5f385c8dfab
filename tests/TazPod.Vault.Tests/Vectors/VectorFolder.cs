namespace TazPod.Vault.Tests.Vectors;

/// <summary>The folder of the vectors. It is found upward from the test assembly, so that tests run from any build output in the
/// repository.</summary>
internal static class VectorFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Join(folder.FullName, "tests", "vectors", "tazpod-go");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("tests/vectors/tazpod-go is not above the test assembly");
    }
}
