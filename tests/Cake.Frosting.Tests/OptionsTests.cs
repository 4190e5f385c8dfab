using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class OptionsTests
{
    private readonly TestHost _host = new TestHost().With<Base>().With<Left>().With<Right>();

    [Theory]
    [InlineData("--target=Base")]
    [InlineData("--Target=Base")]
    [InlineData("--target", "Base")]
    [InlineData("-t", "Base")]
    [InlineData("-t=Base")]
    public void A_target_can_be_named_in_several_ways(params string[] args)
    {
        Assert.Equal(0, _host.Run(args));
        Assert.Equal(["base"], _host.Journal);
    }

    [Fact]
    public void A_target_option_in_another_case_is_an_argument()
    {
        Assert.Equal(1, _host.Run("--TARGET=Base"));
        Assert.Contains("The target 'Default' was not found.", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_targets_run_as_one_graph()
    {
        Assert.Equal(0, _host.Run("--target=Left", "-t", "Right"));
        Assert.Equal(["base", "left", "right"], _host.Journal);
    }

    [Fact]
    public void Several_targets_run_one_by_one_if_the_configuration_says_so()
    {
        Assert.Equal(0, _host.Run("--target=Left", "--target=Right", "--Settings_UnifiedDependencyGraphForMultipleTargets=false"));
        Assert.Equal(["base", "left", "base", "right"], _host.Journal);
    }

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    public void An_exclusive_target_runs_without_its_dependencies(string option)
    {
        Assert.Equal(0, _host.Run("--target=Left", option));
        Assert.Equal(["left"], _host.Journal);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    public void A_dry_run_names_the_tasks_and_runs_none(string option)
    {
        Assert.Equal(0, _host.Run("--target=Left", option, "--tree", "--description"));
        Assert.Empty(_host.Journal);
        Assert.Contains("2. Left", _host.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    public void A_tree_shows_what_depends_on_what_and_runs_nothing(string option)
    {
        Assert.Equal(0, _host.Run(option, "--description"));
        Assert.Empty(_host.Journal);
        Assert.Contains("Base", _host.ConsoleText, StringComparison.Ordinal);
        Assert.DoesNotContain("The base of everything.", _host.ConsoleText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    public void A_description_shows_the_tasks_and_runs_none(string option)
    {
        Assert.Equal(0, _host.Run(option));
        Assert.Empty(_host.Journal);
        Assert.Contains("The base of everything.", _host.ConsoleText, StringComparison.Ordinal);
    }

    [Fact]
    public void Showing_tasks_creates_them_first_so_that_a_throwing_constructor_fails()
    {
        Assert.Equal(1, _host.With<Explosive>().Run("--tree"));
        Assert.Contains("cannot be made", _host.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--info")]
    public void Versions_are_shown_without_creating_a_task(string option)
    {
        Assert.Equal(0, _host.With<Explosive>().Run(option));
        Assert.NotEmpty(_host.Console.Messages);
    }

    [Fact]
    public void The_version_comes_before_the_information()
    {
        Assert.Equal(0, _host.Run("--info", "--version"));
        Assert.Single(_host.Console.Messages);
    }

    [Theory]
    [InlineData(Verbosity.Normal)]
    [InlineData(Verbosity.Quiet, "-v", "q")]
    [InlineData(Verbosity.Minimal, "--verbosity=Minimal")]
    [InlineData(Verbosity.Normal, "-v", "n")]
    [InlineData(Verbosity.Verbose, "--verbosity", "verbose")]
    [InlineData(Verbosity.Diagnostic, "-v=d")]
    public void The_verbosity_is_that_of_the_log(Verbosity verbosity, params string[] args)
    {
        Assert.Equal(0, _host.Run([.. args, "--target=Base"]));
        Assert.Equal(verbosity, _host.Log.Verbosity);
    }

    [Fact]
    public void Every_other_option_is_an_argument_of_the_context()
    {
        Assert.Equal(0, _host.With<Echo>().Run("--target=Echo", "--one=1", "--two", "2", "--FLAG", "--many=a", "--many=b"));
        Assert.Equal(["target=Echo", "one=1", "two=2", "flag=", "many=a,b"], _host.Journal);
    }

    [Fact]
    public void The_default_target_is_an_argument_too()
    {
        Assert.Equal(0, _host.With<Default>().Run());
        Assert.Equal(["Default"], _host.Journal);
    }

    [TaskDescription("The base of everything.")]
    private sealed class Base(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("base");
    }

    [IsDependentOn(typeof(Base))]
    private sealed class Left(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("left");
    }

    [IsDependentOn(typeof(Base))]
    private sealed class Right(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("right");
    }

    private sealed class Explosive : FrostingTask
    {
        public Explosive() => throw new InvalidOperationException("cannot be made");
    }

    private sealed class Echo(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            foreach (var name in new[] { "target", "one", "two", "flag", "many" })
                journal.Add($"{name}={string.Join(',', context.Arguments.GetArguments(name))}");
        }
    }

    private sealed class Default(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(context.Arguments.GetArgument("target"));
    }
}
