namespace TazPod.Build.Testing;

/// <summary>The test projects of the repository.</summary>
internal static class TestSuites
{
    // These take as long as all others together, which run in parallel.
    private static readonly string[] Longest = ["TazPod.EndToEnd.Tests", "TazPod.Vault.Sync.Tests"];

    /// <summary>All suites, the slowest first.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="usesCakePackages">Whether Cake's packages are used instead of the stand-ins, whose tests are then left out.</param>
    public static IReadOnlyList<TestSuite> Find(string root, bool usesCakePackages = false) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Where(project => !usesCakePackages || !File.ReadAllText(project).Contains("<TestsCakeStandIn>true", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(project => new TestSuite(project))
            .OrderByDescending(suite => Longest.Contains(suite.Name)),
    ];

    /// <summary>The selected suites, in the order of the list.</summary>
    /// <param name="all">All suites.</param>
    /// <param name="wanted">Suite names, each with or without commas that separate several; none for all.</param>
    /// <exception cref="UsageException">There is no suite with that name.</exception>
    public static IReadOnlyList<TestSuite> Choose(IReadOnlyList<TestSuite> all, IEnumerable<string> wanted)
    {
        string[] names = [.. wanted.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.FirstOrDefault(name => !all.Any(suite => suite.IsCalled(name))) is { } unknown)
        {
            var known = string.Join(", ", all.Select(suite => suite.ShortName).Order(StringComparer.OrdinalIgnoreCase));
            throw new UsageException($"there is no test suite '{unknown}'. Known suites: {known}");
        }

        return names.Length == 0 ? all : [.. all.Where(suite => names.Any(suite.IsCalled))];
    }
}
