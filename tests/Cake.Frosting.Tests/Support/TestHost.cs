using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Testing;
using Cake.Testing.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Tests.Support;

/// <summary>A host on fakes. It does not affect the process, so tests can run in parallel.</summary>
internal sealed class TestHost
{
    private readonly StringBuilder _ansi = new();

    public TestHost()
    {
        FileSystem = new FakeFileSystem(Environment);
        FileSystem.CreateDirectory(Environment.WorkingDirectory);
        Host = new CakeHost().ConfigureServices(services => services
            .AddSingleton<ICakeLog>(Log)
            .AddSingleton<IConsole>(Console)
            .AddSingleton<ICakeEnvironment>(Environment)
            .AddSingleton<IFileSystem>(FileSystem)
            .AddSingleton<ICakeReportPrinter>(Printer)
            .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new StringWriter(_ansi)) }))
            .AddSingleton(Journal));
    }

    public CakeHost Host { get; }

    public Journal Journal { get; } = [];

    public FakeLog Log { get; } = new();

    public FakeConsole Console { get; } = new();

    public FakeEnvironment Environment { get; } = FakeEnvironment.CreateUnixEnvironment();

    public FakeFileSystem FileSystem { get; }

    public RecordingReportPrinter Printer { get; } = new();

    public string Messages => Log.AggregateLogMessages();

    public string ConsoleText => _ansi.ToString() + string.Join('\n', Console.Messages);

    /// <summary>Adds a task that is not public, which a host would not discover.</summary>
    public TestHost With<TTask>()
        where TTask : class, IFrostingTask
    {
        Host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>());
        return this;
    }

    public TestHost Configured(Action<CakeHost> configure)
    {
        configure(Host);
        return this;
    }

    public int Run(params string[] args) => Host.Run(args);

    public CakeTaskExecutionStatus StatusOf(string task)
        => Assert.Single(Printer.Report!, entry => entry.TaskName == task).ExecutionStatus;
}
