using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Testing.Fixtures;

/// <summary>The fixture for testing a tool wrapper. It only records how the tool was started.</summary>
/// <typeparam name="TToolSettings">The tool's settings.</typeparam>
public abstract class ToolFixture<TToolSettings> : ToolFixture<TToolSettings, ToolFixtureResult>
    where TToolSettings : ToolSettings, new()
{
    /// <summary>Creates the tool's executable.</summary>
    /// <param name="toolFilename">The file name of the tool's executable.</param>
    protected ToolFixture(string toolFilename)
        : base(toolFilename)
    {
    }

    /// <inheritdoc/>
    protected override ToolFixtureResult CreateResult(FilePath path, ProcessSettings process) => new(path, process);
}
