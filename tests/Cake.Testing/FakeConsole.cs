using System.Globalization;
using System.Text;
using Cake.Core;

namespace Cake.Testing;

/// <summary>A console that records the lines written to it.</summary>
public sealed class FakeConsole : IConsole
{
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _errorLine = new();

    /// <summary>The finished lines of standard output.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>The finished lines of standard error.</summary>
    public List<string> ErrorMessages { get; } = [];

    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes { get; set; }

    /// <summary>Whether output keeps its colors, as <c>#[background|foreground]text[/]</c>.</summary>
    public bool OutputConsoleColor { get; set; }

    /// <summary>Creates a console that supports ANSI escape codes.</summary>
    /// <returns>The console.</returns>
    public static FakeConsole CreateAnsiConsole() => new() { SupportAnsiEscapeCodes = true };

    /// <inheritdoc/>
    public void Write(string value) => _line.Append(Colored(value));

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => Write(Format(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => Finish(_line, Colored(value), Messages);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => WriteLine(Format(format, arg));

    /// <inheritdoc/>
    public void WriteError(string value) => _errorLine.Append(Colored(value));

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => WriteError(Format(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => Finish(_errorLine, Colored(value), ErrorMessages);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => WriteErrorLine(Format(format, arg));

    /// <inheritdoc/>
    public void ResetColor()
    {
        ForegroundColor = ConsoleColor.Gray;
        BackgroundColor = ConsoleColor.Black;
    }

    private static string Format(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);

    private static void Finish(StringBuilder line, string value, List<string> lines)
    {
        lines.Add(line.Append(value).ToString());
        line.Clear();
    }

    private string Colored(string value)
        => OutputConsoleColor && !string.IsNullOrEmpty(value) ? $"#[{BackgroundColor}|{ForegroundColor}]{value}[/]" : value;
}
