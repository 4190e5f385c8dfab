namespace TazPod.Testing.Processes;

/// <summary>A program that a test starts.</summary>
/// <param name="FileName">The program; without a path it is looked for on the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record TestCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>The directory it runs in; null, the default, for that of the tests.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables of its own. None by default.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Says which variables of the tests it has as well; all by default.</summary>
    public Func<string, bool> Inherits { get; init; } = _ => true;

    /// <summary>Whether its input stays open until it is disposed; by default it has none.</summary>
    public bool HasInput { get; init; }

    /// <summary>How long it may take. The default is five minutes: a hang must end the test, whatever else the machine is busy with.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<ProcessEnd> RunAsync(CancellationToken cancellationToken = default)
    {
        using var process = TestProcess.Start(this);
        return await process.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs it to its end, and waits for that.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public ProcessEnd Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs what must succeed.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> DoAsync(CancellationToken cancellationToken = default) =>
        RequireSuccess(await RunAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Runs what must succeed, and waits for it.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string Do() => RequireSuccess(Run());

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(FileName));

    private string RequireSuccess(ProcessEnd end) => end.ExitCode == 0
        ? end.Output
        : throw new InvalidOperationException($"{this}: exit code {end.ExitCode}\n{end.Output}\n{end.Error}");
}
