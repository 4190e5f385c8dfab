namespace TazPod.Vault.Doors.Ci;

/// <summary>Jenkins. It names its runs, but its log does not support commands.</summary>
internal sealed class Jenkins(CiJob job) : CiSystem
{
    /// <inheritdoc/>
    public override bool IsDetected => job.IsSet("JENKINS_URL");

    /// <inheritdoc/>
    public override string? Run => NameRun("jenkins", job.Value("JOB_NAME"), job.Value("BUILD_ID"), job.Value("GIT_COMMIT"));
}
