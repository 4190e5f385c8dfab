using Cake.Core.IO;

namespace Cake.Testing.Fixtures;

/// <summary>A process runner that starts nothing and records each start.</summary>
/// <typeparam name="TFixtureResult">The record of a start.</typeparam>
public sealed class ToolFixtureProcessRunner<TFixtureResult> : IProcessRunner
    where TFixtureResult : ToolFixtureResult
{
    private readonly Func<FilePath, ProcessSettings, TFixtureResult> _createResult;
    private readonly List<TFixtureResult> _results = [];

    /// <summary>Creates a runner.</summary>
    /// <param name="factory">Creates the record of a start.</param>
    public ToolFixtureProcessRunner(Func<FilePath, ProcessSettings, TFixtureResult> factory) => _createResult = factory;

    /// <summary>The records of all starts, in order.</summary>
    public IReadOnlyList<TFixtureResult> Results => _results;

    /// <summary>The process that <see cref="Start"/> returns; <see langword="null"/> for one that cannot be started.</summary>
    public FakeProcess Process { get; set; } = new();

    /// <inheritdoc/>
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        _results.Add(_createResult(filePath, settings));
        return Process;
    }
}
