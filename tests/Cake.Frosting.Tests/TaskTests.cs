using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class TaskTests
{
    private readonly TestHost _host = new();

    [Fact]
    public void A_task_that_overrides_nothing_only_runs_its_dependencies()
    {
        Assert.Equal(0, _host.With<First>().With<Gathers>().Run("--target=Gathers"));
        Assert.Equal(["First"], _host.Journal);
        Assert.Equal(CakeTaskExecutionStatus.Delegated, _host.StatusOf("Gathers"));
    }

    [Fact]
    public void Dependencies_run_before_and_dependees_after_a_task()
    {
        Assert.Equal(0, _host.With<Second>().With<First>().With<BetweenBoth>().Run("--target=Second"));
        Assert.Equal(["First", "BetweenBoth", "Second"], _host.Journal);
    }

    [Fact]
    public void A_dependency_that_is_not_a_task_is_an_error()
    {
        Assert.Equal(1, _host.With<First>().With<DependsOnString>().Run("--target=First"));
        Assert.Contains("System.String", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_that_the_host_does_not_know_is_an_error()
        => Assert.Equal(1, _host.With<Gathers>().Run("--target=Gathers"));

    [Fact]
    public void A_skipped_dependency_is_reported_with_its_message()
    {
        Assert.Equal(0, _host.With<NotNow>().With<AfterNotNow>().Run("--target=AfterNotNow"));

        Assert.Equal(["AfterNotNow"], _host.Journal);
        var skipped = Assert.Single(_host.Printer.Report!, entry => entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped);
        Assert.Equal(("NotNow", "not on a Monday"), (skipped.TaskName, skipped.SkippedMessage));
    }

    [Fact]
    public void A_skipped_target_is_an_error()
    {
        Assert.Equal(1, _host.With<NotNow>().Run("--target=NotNow"));
        Assert.Contains(
            "Could not reach target 'NotNow' since it was skipped due to a criteria: not on a Monday.", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_skipped_message_is_empty_by_default()
        => Assert.Equal(string.Empty, ((IFrostingTask)new First([])).SkippedMessage);

    [Fact]
    public void A_failure_ends_the_run_with_exit_code_1_whatever_code_it_has()
    {
        Assert.Equal(1, _host.With<Fails>().With<AfterFails>().Run("--target=AfterFails"));
        Assert.Equal(["Fails"], _host.Journal);
        Assert.Contains("Error: it failed", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_handler_that_returns_swallows_the_failure()
    {
        Assert.Equal(0, _host.With<Swallows>().Run("--target=Swallows"));
        Assert.Equal(["Run", "OnError it failed", "Finally"], _host.Journal);
        Assert.Equal(CakeTaskExecutionStatus.Failed, _host.StatusOf("Swallows"));
    }

    [Fact]
    public void An_error_handler_that_throws_fails_the_run()
    {
        Assert.Equal(1, _host.With<Rethrows>().Run("--target=Rethrows"));
        Assert.Equal(["OnError it failed"], _host.Journal);
    }

    [Fact]
    public void A_task_that_continues_on_error_lets_the_run_succeed()
    {
        Assert.Equal(0, _host.With<Continues>().With<AfterContinues>().Run("--target=AfterContinues"));
        Assert.Equal(["Continues", "AfterContinues"], _host.Journal);
    }

    [Fact]
    public void Finally_runs_after_a_failure()
    {
        Assert.Equal(1, _host.With<Cleans>().Run("--target=Cleans"));
        Assert.Equal(["Finally"], _host.Journal);
    }

    private static CakeException Failure() => new(7, "it failed");

    private sealed class First(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("First");
    }

    [IsDependentOn(typeof(First))]
    private sealed class Gathers : FrostingTask;

    private sealed class Second(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Second");
    }

    [IsDependentOn(typeof(First))]
    [IsDependeeOf(typeof(Second))]
    private sealed class BetweenBoth(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("BetweenBoth");
    }

    [IsDependentOn(typeof(string))]
    private sealed class DependsOnString : FrostingTask;

    private sealed class NotNow(Journal journal) : FrostingTask, IFrostingTask
    {
        string IFrostingTask.SkippedMessage => "not on a Monday";

        public override bool ShouldRun(ICakeContext context) => false;

        public override void Run(ICakeContext context) => journal.Add("NotNow");
    }

    [IsDependentOn(typeof(NotNow))]
    private sealed class AfterNotNow(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("AfterNotNow");
    }

    private sealed class Fails(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("Fails");
            throw Failure();
        }
    }

    [IsDependentOn(typeof(Fails))]
    private sealed class AfterFails(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("AfterFails");
    }

    private sealed class Swallows(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            journal.Add("Run");
            throw Failure();
        }

        public override void OnError(Exception exception, ICakeContext context) => journal.Add("OnError " + exception.Message);

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class Rethrows(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw Failure();

        public override void OnError(Exception exception, ICakeContext context)
        {
            journal.Add("OnError " + exception.Message);
            throw exception;
        }
    }

    [ContinueOnError]
    private sealed class Continues(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("Continues");
            throw Failure();
        }
    }

    [IsDependentOn(typeof(Continues))]
    private sealed class AfterContinues(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("AfterContinues");
    }

    private sealed class Cleans(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw Failure();

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }
}
