namespace TazPod.Build.Testing;

/// <summary>The test projects of the repository.</summary>
internal static class TestSuites
{
    // They take as long as all others together, which then run beside them.
    private static readonly string[] Longest = ["TazPod.EndToEnd.Tests", "TazPod.Vault.Sync.Tests"];

    /// <summary>All of them, those that take longest first.</summary>
    public static IReadOnlyList<TestSuite> Find(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(project => new TestSuite(project))
            .OrderByDescending(suite => Longest.Contains(suite.Name)),
    ];

    /// <summary>Those that are wanted, in the order of all.</summary>
    /// <param name="all">All of them.</param>
    /// <param name="wanted">Names, each possibly several with commas between them; none for all.</param>
    /// <exception cref="UsageException">A name is no suite's.</exception>
    public static IReadOnlyList<TestSuite> Choose(IReadOnlyList<TestSuite> all, IEnumerable<string> wanted)
    {
        string[] names = [.. wanted.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.FirstOrDefault(name => !all.Any(suite => suite.IsCalled(name))) is { } unknown)
        {
            var known = string.Join(", ", all.Select(suite => suite.ShortName).Order(StringComparer.OrdinalIgnoreCase));
            throw new UsageException($"there is no test suite '{unknown}': there are {known}");
        }

        return names.Length == 0 ? all : [.. all.Where(suite => names.Any(suite.IsCalled))];
    }
}
