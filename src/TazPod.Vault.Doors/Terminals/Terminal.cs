using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Whether there is a user at a terminal, and how wide the window is.</summary>
/// <param name="CanAsk">Whether the user can be asked for a passphrase: at a terminal, and not in CI.</param>
/// <param name="CanRedraw">Whether a line can be redrawn: progress is shown on terminals, never in a log.</param>
/// <param name="Width">The width in columns; unlimited when the output is not a terminal.</param>
internal sealed record Terminal(bool CanAsk, bool CanRedraw, int Width)
{
    private const int UsualWidth = 80;

    /// <summary>No terminal.</summary>
    public static Terminal None { get; } = new(CanAsk: false, CanRedraw: false, int.MaxValue);

    /// <summary>The standard output, in which a CI system looks for commands.</summary>
    public TextWriter Output { get => field ?? Console.Out; init; }

    /// <summary>The colours of the standard output; none by default.</summary>
    public Ink Ink { get; init; } = Ink.None;

    public static Terminal Of(Func<string, string?> environment)
    {
        if (StandardOutput.IsRedirected)
        {
            return None;
        }

        var inCi = CiSystems.IsCi(environment);
        var canRedraw = !inCi && !Console.IsErrorRedirected && environment("TERM") != "dumb";
        return new Terminal(!inCi && !Console.IsInputRedirected, canRedraw, Console.WindowWidth is var width and > 0 ? width : UsualWidth)
        {
            Ink = Ink.Of(StandardOutput.IsRedirected, environment),
        };
    }
}
