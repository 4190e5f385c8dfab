namespace TazPod.Vault.Doors.Ci;

/// <summary>The CI systems that are known, and which of them this process runs in.</summary>
internal static class CiSystems
{
    // What nearly every system sets, the unknown ones too.
    private const string AnySystem = "CI";

    /// <summary>The system that the variables name, where its runner is there too.</summary>
    public static CiSystem Find(CiJob job) =>
        All(job).FirstOrDefault(system => system.IsDetected) is { HasRunner: true } system ? system : new NoCiSystem();

    /// <summary>Whether this process runs in a CI system, known here or not: then nobody can be asked.</summary>
    public static bool IsCi(Func<string, string?> environment)
    {
        var job = new CiJob(environment);
        return job.IsSet(AnySystem) || All(job).Any(system => system.IsDetected);
    }

    /// <summary>The run that this process belongs to, in one line; null outside a known system.</summary>
    public static string? RunOf(Func<string, string?> environment) =>
        All(new CiJob(environment)).Select(system => system.Run).FirstOrDefault(run => run is not null);

    private static IEnumerable<CiSystem> All(CiJob job) =>
    [
        new GitHubActions(job),
        new GitLabCi(job),
        new AzurePipelines(job),
        new TeamCity(job),
        new Jenkins(job),
    ];
}
