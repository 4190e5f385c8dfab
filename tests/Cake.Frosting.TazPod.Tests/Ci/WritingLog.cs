using System.Globalization;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.TazPod.Tests.Ci;

/// <summary>A log that shares one text with other output, as a CI system gets it.</summary>
internal sealed class WritingLog(TextWriter output) : ICakeLog
{
    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity <= Verbosity)
            output.WriteLine($"{level}: {string.Format(CultureInfo.InvariantCulture, format, args).Trim()}");
    }
}
