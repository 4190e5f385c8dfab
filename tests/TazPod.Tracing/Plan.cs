using System.Globalization;

namespace TazPod.Tracing;

/// <summary>What to do to the process at one of its steps.</summary>
/// <param name="Step">The step, from 1; 0 for none.</param>
/// <param name="Signal">Sent while the process is stopped before the step; SIGKILL ends it before the step is done. 0 for none.</param>
/// <param name="Errno">The error with which this step, and every later write and flush, fails instead of being done; 0 for none.</param>
public sealed record Plan(int Step = 0, int Signal = 0, int Errno = 0)
{
    /// <summary>Nothing happens.</summary>
    public static Plan Watch { get; } = new();

    /// <summary>The process is killed.</summary>
    public static Plan KillAt(int step) => new(step, Signal: 9);

    /// <summary>The plan as an argument.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step},{Signal},{Errno}");

    internal static Plan Parse(string text)
    {
        var numbers = text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Plan(numbers[0], numbers[1], numbers[2]);
    }
}
