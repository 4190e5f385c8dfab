namespace TazPod.Vault.Doors.Ci;

/// <summary>The supported CI systems, and the one that this process runs in.</summary>
internal static class CiSystems
{
    // Nearly every system sets it, including unsupported ones.
    private const string AnySystem = "CI";

    /// <summary>The system that the variables name, if its runner is present.</summary>
    public static CiSystem Find(CiJob job) =>
        All(job).FirstOrDefault(system => system.IsDetected) is { HasRunner: true } system ? system : new NoCiSystem();

    /// <summary>Whether this process runs in a CI system, supported or not: then there is no user to ask.</summary>
    public static bool IsCi(Func<string, string?> environment)
    {
        var job = new CiJob(environment);
        return job.IsSet(AnySystem) || All(job).Any(system => system.IsDetected);
    }

    /// <summary>The run that this process belongs to, in one line; null outside a supported system.</summary>
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
