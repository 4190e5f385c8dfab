using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Testing.Fixtures;

/// <summary>The fixture for testing a tool wrapper: fakes for all services, and the tool's executable.</summary>
/// <typeparam name="TToolSettings">The tool's settings.</typeparam>
/// <typeparam name="TFixtureResult">The record of the tool's start.</typeparam>
public abstract class ToolFixture<TToolSettings, TFixtureResult>
    where TToolSettings : ToolSettings, new()
    where TFixtureResult : ToolFixtureResult
{
    private readonly FilePath _toolPath;

    /// <summary>Creates the tool's executable.</summary>
    /// <param name="toolFilename">The file name of the tool's executable.</param>
    protected ToolFixture(string toolFilename)
    {
        Environment = FakeEnvironment.CreateUnixEnvironment();
        FileSystem = new FakeFileSystem(Environment);
        ProcessRunner = new ToolFixtureProcessRunner<TFixtureResult>(CreateResult);
        Globber = new Globber(FileSystem, Environment);
        Configuration = new FakeConfiguration();
        Log = new FakeLog();
        Tools = new ToolLocator(
            Environment,
            new ToolRepository(Environment),
            new ToolResolutionStrategy(FileSystem, Environment, Globber, Configuration, Log));
        Settings = new TToolSettings();

        _toolPath = GetDefaultToolPath(toolFilename);
        FileSystem.CreateFile(_toolPath);
    }

    /// <summary>The file system.</summary>
    public FakeFileSystem FileSystem { get; set; }

    /// <summary>The environment.</summary>
    public FakeEnvironment Environment { get; set; }

    /// <summary>The process runner, which starts nothing.</summary>
    public ToolFixtureProcessRunner<TFixtureResult> ProcessRunner { get; set; }

    /// <summary>The globber of the file system.</summary>
    public IGlobber Globber { get; set; }

    /// <summary>The configuration.</summary>
    public FakeConfiguration Configuration { get; set; }

    /// <summary>The log.</summary>
    public FakeLog Log { get; set; }

    /// <summary>The tool locator, which searches the file system.</summary>
    public IToolLocator Tools { get; set; }

    /// <summary>The tool's settings.</summary>
    public TToolSettings Settings { get; set; }

    /// <summary>Creates the executable that the settings name.</summary>
    public void GivenSettingsToolPathExist()
    {
        if (Settings.ToolPath is { } path)
            FileSystem.CreateFile(path);
    }

    /// <summary>Removes the tool.</summary>
    public void GivenDefaultToolDoNotExist() => FileSystem.EnsureFileDoesNotExist(_toolPath);

    /// <summary>Keeps the process from starting.</summary>
    public void GivenProcessCannotStart() => ProcessRunner.Process = null;

    /// <summary>Makes the process end with an exit code.</summary>
    /// <param name="exitCode">The exit code.</param>
    public void GivenProcessExitsWithCode(int exitCode) => ProcessRunner.Process.SetExitCode(exitCode);

    /// <summary>Runs the tool.</summary>
    /// <returns>The record of its last start; <see langword="null"/> if it was not started.</returns>
    public TFixtureResult Run()
    {
        RunTool();
        return ProcessRunner.Results.Count > 0 ? ProcessRunner.Results[^1] : null;
    }

    /// <summary>The path of the tool's executable; by default in the working directory's <c>tools</c>.</summary>
    /// <param name="toolFilename">Its file name.</param>
    /// <returns>Its path.</returns>
    protected virtual FilePath GetDefaultToolPath(string toolFilename)
        => Environment.WorkingDirectory.Combine("tools").CombineWithFilePath(toolFilename);

    /// <summary>Creates the record of a start.</summary>
    /// <param name="path">The tool.</param>
    /// <param name="process">How it was started.</param>
    /// <returns>The record.</returns>
    protected abstract TFixtureResult CreateResult(FilePath path, ProcessSettings process);

    /// <summary>Runs the tool's wrapper.</summary>
    protected abstract void RunTool();
}
