using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.TazPod.Tests.Support;

internal sealed class SilentReportPrinter : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
    }

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
