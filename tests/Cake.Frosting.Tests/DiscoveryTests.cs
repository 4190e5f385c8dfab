using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class DiscoveryTests
{
    private readonly TestHost _host = new();

    [Fact]
    public void Public_tasks_of_an_added_assembly_are_found()
    {
        _host.Host.AddAssembly(typeof(SampleHost.Greet).Assembly);

        Assert.Equal(0, _host.Run("--target=Greet"));
        Assert.Contains("Hello from /Working", _host.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hidden")]
    [InlineData("Unfinished")]
    public void Internal_and_abstract_tasks_are_ignored(string target)
    {
        _host.Host.AddAssembly(typeof(SampleHost.Greet).Assembly);

        Assert.Equal(1, _host.Run("--target", target));
        Assert.Contains($"The target '{target}' was not found.", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_added_twice_has_its_tasks_twice_which_is_an_error()
    {
        _host.Host.AddAssembly(typeof(SampleHost.Greet).Assembly).AddAssembly(typeof(SampleHost.Greet).Assembly);

        Assert.Equal(1, _host.Run("--target=Greet"));
    }

    [Fact]
    public void A_host_runs_more_than_once()
    {
        _host.Host.AddAssembly(typeof(SampleHost.Greet).Assembly);

        Assert.Equal(0, _host.Run("--target=Greet"));
        Assert.Equal(0, _host.Run("--target=Greet"));
    }

    [Fact]
    public void A_task_has_the_name_of_its_type_in_any_case()
    {
        Assert.Equal(0, _host.With<Plain>().Run("--target=pLAIN"));
        Assert.Equal(["Plain"], _host.Journal);
    }

    [Fact]
    public void A_task_has_the_name_in_its_attribute()
    {
        Assert.Equal(0, _host.With<Named>().Run("--target=Some-Name"));
        Assert.Equal(["Named"], _host.Journal);
    }

    [Fact]
    public void A_name_in_the_attribute_replaces_that_of_the_type()
        => Assert.Equal(1, _host.With<Named>().Run("--target=Named"));

    [Fact]
    public void The_default_target_is_Default()
    {
        Assert.Equal(0, _host.With<Default>().Run());
        Assert.Equal(["Default"], _host.Journal);
    }

    [Fact]
    public void A_missing_default_target_is_an_error()
    {
        Assert.Equal(1, _host.With<Plain>().Run());
        Assert.Contains("The target 'Default' was not found.", _host.Messages, StringComparison.Ordinal);
    }

    private sealed class Plain(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Plain");
    }

    [TaskName("Some-Name")]
    private sealed class Named(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Named");
    }

    private sealed class Default(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            journal.Add("Default");
        }
    }
}
