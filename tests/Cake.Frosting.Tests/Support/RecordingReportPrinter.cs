using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Tests.Support;

internal sealed class RecordingReportPrinter : ICakeReportPrinter
{
    public CakeReport? Report { get; private set; }

    public void Write(CakeReport report) => Report = report;

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
