namespace TazPod.Bench;

/// <summary>One measured place of a series.</summary>
/// <param name="X">Where on the axis.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="PeakMiB">Resident memory at its peak, median.</param>
/// <param name="Requests">Requests that the store saw in one run.</param>
internal sealed record Point(double X, Spread Seconds, double PeakMiB, int Requests);
