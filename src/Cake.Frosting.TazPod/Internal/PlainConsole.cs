using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Cake's console without its colours, some of which are invisible on a white background.</summary>
internal sealed class PlainConsole(ICakeEnvironment environment) : IConsole
{
    private readonly CakeConsole console = new(environment);

    /// <inheritdoc/>
    public ConsoleColor ForegroundColor
    {
        get => console.ForegroundColor;
        set { }
    }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor
    {
        get => console.BackgroundColor;
        set { }
    }

    /// <summary>Whether blank lines are left out: Cake prints one between two tasks of its tree.</summary>
    public bool IsCompact { get; init; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => console.SupportAnsiEscapeCodes;

    /// <inheritdoc/>
    public void Write(string value) => console.Write(value);

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => console.Write(format, arg);

    /// <inheritdoc/>
    public void WriteLine(string value)
    {
        if (!IsCompact || value.Length > 0)
        {
            console.WriteLine(value);
        }
    }

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg)
    {
        if (!IsCompact || string.Format(CultureInfo.InvariantCulture, format, arg).Length > 0)
        {
            console.WriteLine(format, arg);
        }
    }

    /// <inheritdoc/>
    public void WriteError(string value) => console.WriteError(value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => console.WriteError(format, arg);

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => console.WriteErrorLine(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => console.WriteErrorLine(format, arg);

    /// <inheritdoc/>
    public void ResetColor()
    {
    }
}
