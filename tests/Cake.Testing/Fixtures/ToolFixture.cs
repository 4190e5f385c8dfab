using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Testing.Fixtures;

/// <summary>What a test of a tool wrapper needs, with nothing more kept of a start than how it was made.</summary>
/// <typeparam name="TToolSettings">The tool's settings.</typeparam>
public abstract class ToolFixture<TToolSettings> : ToolFixture<TToolSettings, ToolFixtureResult>
    where TToolSettings : ToolSettings, new()
{
    /// <summary>Puts the tool in place.</summary>
    /// <param name="toolFilename">The file name of the tool's executable.</param>
    protected ToolFixture(string toolFilename)
        : base(toolFilename)
    {
    }

    /// <inheritdoc/>
    protected override ToolFixtureResult CreateResult(FilePath path, ProcessSettings process) => new(path, process);
}
