using Cake.Core.IO;

namespace Cake.Testing;

/// <summary>A process that has ended with the configured result.</summary>
public sealed class FakeProcess : IProcess
{
    private int _exitCode;
    private IEnumerable<string> _standardOutput = [];
    private IEnumerable<string> _standardError = [];

    /// <inheritdoc/>
    public void WaitForExit()
    {
    }

    /// <inheritdoc/>
    public bool WaitForExit(int milliseconds) => true;

    /// <inheritdoc/>
    public int GetExitCode() => _exitCode;

    /// <inheritdoc/>
    public IEnumerable<string> GetStandardOutput() => _standardOutput;

    /// <inheritdoc/>
    public IEnumerable<string> GetStandardError() => _standardError;

    /// <inheritdoc/>
    public void Kill()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Sets the exit code.</summary>
    /// <param name="exitCode">The exit code.</param>
    public void SetExitCode(int exitCode) => _exitCode = exitCode;

    /// <summary>Sets the process's standard output.</summary>
    /// <param name="standardOutput">The lines.</param>
    public void SetStandardOutput(IEnumerable<string> standardOutput) => _standardOutput = standardOutput;

    /// <summary>Sets the process's standard error.</summary>
    /// <param name="standardError">The lines.</param>
    public void SetStandardError(IEnumerable<string> standardError) => _standardError = standardError;
}
