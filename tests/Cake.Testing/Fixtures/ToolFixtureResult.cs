using Cake.Core.IO;

namespace Cake.Testing.Fixtures;

/// <summary>The record of a tool's start.</summary>
public class ToolFixtureResult
{
    /// <summary>Records how a tool was started.</summary>
    /// <param name="path">The tool.</param>
    /// <param name="process">How it was started.</param>
    public ToolFixtureResult(FilePath path, ProcessSettings process)
    {
        ArgumentNullException.ThrowIfNull(process);
        Path = path;
        Process = process;
        Args = process.Arguments?.Render();
    }

    /// <summary>The tool.</summary>
    public FilePath Path { get; }

    /// <summary>The settings it was started with.</summary>
    public ProcessSettings Process { get; }

    /// <summary>The command line, secrets included.</summary>
    public string Args { get; }
}
