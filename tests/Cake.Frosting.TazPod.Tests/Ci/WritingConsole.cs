using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.TazPod.Tests.Ci;

/// <summary>A console whose streams share one text with other output, as a CI system gets them.</summary>
internal sealed class WritingConsole(TextWriter output) : IConsole
{
    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string value) => output.Write(value);

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => output.Write(Format(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => output.WriteLine(Format(format, arg));

    /// <inheritdoc/>
    public void WriteError(string value) => output.Write(value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => output.Write(Format(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => output.WriteLine(Format(format, arg));

    /// <inheritdoc/>
    public void ResetColor()
    {
    }

    private static string Format(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);
}
