namespace TazPod.Testing.Processes;

/// <summary>A program that a test starts.</summary>
/// <param name="FileName">The program; without a path it is searched for on the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record TestCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Its working directory; null, the default, for that of the tests.</summary>
    public string? Directory { get; init; }

    /// <summary>Additional environment variables. None by default.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Selects the variables of the test process that it inherits; all by default.</summary>
    public Func<string, bool> Inherits { get; init; } = _ => true;

    /// <summary>Whether its input stays open until it is disposed; by default it has no input.</summary>
    public bool HasInput { get; init; }

    /// <summary>The timeout. The default is five minutes: a hang must end the test, however busy the machine is.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs it until it exits.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<ProcessEnd> RunAsync(CancellationToken cancellationToken = default)
    {
        using var process = TestProcess.Start(this);
        return await process.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs it and blocks until it exits.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public ProcessEnd Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> DoAsync(CancellationToken cancellationToken = default) =>
        RequireSuccess(await RunAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Runs a command that must succeed, and blocks until it exits.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string Do() => RequireSuccess(Run());

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(FileName));

    private string RequireSuccess(ProcessEnd end) => end.ExitCode == 0
        ? end.Output
        : throw new InvalidOperationException($"{this}: exit code {end.ExitCode}\n{end.Output}\n{end.Error}");
}
