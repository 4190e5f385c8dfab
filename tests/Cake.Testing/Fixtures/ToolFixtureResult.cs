using Cake.Core.IO;

namespace Cake.Testing.Fixtures;

/// <summary>How a tool was started.</summary>
public class ToolFixtureResult
{
    /// <summary>Takes down how a tool was started.</summary>
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

    /// <summary>How it was started.</summary>
    public ProcessSettings Process { get; }

    /// <summary>The command line, secrets included.</summary>
    public string Args { get; }
}
