using Cake.Core.IO;

namespace Cake.Testing.Fixtures;

/// <summary>A process runner that starts nothing and keeps what it was asked to start.</summary>
/// <typeparam name="TFixtureResult">What is kept of a start.</typeparam>
public sealed class ToolFixtureProcessRunner<TFixtureResult> : IProcessRunner
    where TFixtureResult : ToolFixtureResult
{
    private readonly Func<FilePath, ProcessSettings, TFixtureResult> _createResult;
    private readonly List<TFixtureResult> _results = [];

    /// <summary>Makes a runner.</summary>
    /// <param name="factory">Makes what is kept of a start.</param>
    public ToolFixtureProcessRunner(Func<FilePath, ProcessSettings, TFixtureResult> factory) => _createResult = factory;

    /// <summary>What was started, in order.</summary>
    public IReadOnlyList<TFixtureResult> Results => _results;

    /// <summary>What <see cref="Start"/> returns; <see langword="null"/> for a process that cannot be started.</summary>
    public FakeProcess Process { get; set; } = new();

    /// <inheritdoc/>
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        _results.Add(_createResult(filePath, settings));
        return Process;
    }
}
