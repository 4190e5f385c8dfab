using Cake.Core;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class LifetimeTests
{
    private readonly TestHost _host = new TestHost().With<Work>().With<Skipped>().With<Broken>();

    [Fact]
    public void A_lifetime_runs_once_around_all_tasks_and_knows_them()
    {
        _host.Host.UseLifetime<Around>();

        Assert.Equal(0, _host.Run("--target=Work"));
        Assert.Equal(["setup Work of Skipped,Work", "work", "teardown True"], _host.Journal);
    }

    [Fact]
    public void A_teardown_runs_after_a_failure_and_knows_it()
    {
        _host.Host.UseLifetime<Around>();

        Assert.Equal(1, _host.Run("--target=Broken"));
        Assert.Equal(["setup Broken of Broken", "teardown False it broke"], _host.Journal);
    }

    [Fact]
    public void A_task_lifetime_runs_around_each_task_even_a_skipped_one()
    {
        _host.Host.UseTaskLifetime<AroundEach>();

        Assert.Equal(0, _host.Run("--target=Work"));
        Assert.Equal(["before Skipped", "after Skipped True", "before Work", "work", "after Work False"], _host.Journal);
    }

    [Fact]
    public void Setups_and_teardowns_can_be_separate_classes()
    {
        _host.Host.UseSetup<Before>().UseTeardown<After>().UseTaskSetup<BeforeEach>().UseTaskTeardown<AfterEach>();

        Assert.Equal(0, _host.Run("--target=Work", "--exclusive"));
        Assert.Equal(["setup", "before Work", "work", "after Work", "teardown"], _host.Journal);
    }

    [Fact]
    public void Of_a_lifetime_and_a_setup_the_last_registration_applies()
    {
        _host.Host.UseLifetime<Around>().UseSetup<Before>().UseTaskSetup<BeforeEach>().UseTaskLifetime<AroundEach>();

        Assert.Equal(0, _host.Run("--target=Work", "--exclusive"));
        Assert.Equal(["setup", "before Work", "work", "after Work False", "teardown True"], _host.Journal);
    }

    [Fact]
    public void A_lifetime_that_is_registered_as_nothing_else_is_ignored()
    {
        _host.Host.ConfigureServices(services => services.AddSingleton<IFrostingLifetime, Around>());

        Assert.Equal(0, _host.Run("--target=Work", "--exclusive"));
        Assert.Equal(["work"], _host.Journal);
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class Work(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("work");
    }

    private sealed class Skipped : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => false;
    }

    private sealed class Broken : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("it broke");
    }

    private sealed class Around(Journal journal) : FrostingLifetime<FrostingContext>
    {
        public override void Setup(FrostingContext context, ISetupContext info)
            => journal.Add($"setup {info.TargetTask.Name} of {string.Join(',', info.TasksToExecute.Select(task => task.Name))}");

        public override void Teardown(FrostingContext context, ITeardownContext info)
            => journal.Add($"teardown {info.Successful} {info.ThrownException?.Message}".TrimEnd());
    }

    private sealed class AroundEach(Journal journal) : FrostingTaskLifetime<FrostingContext>
    {
        public override void Setup(FrostingContext context, ITaskSetupContext info) => journal.Add($"before {info.Task.Name}");

        public override void Teardown(FrostingContext context, ITaskTeardownContext info)
            => journal.Add($"after {info.Task.Name} {info.Skipped}");
    }

    private sealed class Before(Journal journal) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Add("setup");
    }

    private sealed class After(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Add("teardown");
    }

    private sealed class BeforeEach(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Add($"before {info.Task.Name}");
    }

    private sealed class AfterEach(Journal journal) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => journal.Add($"after {info.Task.Name}");
    }
}
