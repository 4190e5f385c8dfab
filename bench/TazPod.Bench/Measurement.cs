namespace TazPod.Bench;

/// <summary>One run of one command, by the operating system's account.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">User and system time of the command and all it started.</param>
/// <param name="PeakMiB">Resident memory of the largest process at its peak.</param>
internal sealed record Measurement(double Seconds, double CpuSeconds, double PeakMiB);
