using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class ContextTests
{
    private readonly TestHost _host = new();

    private interface IVaultContext : IFrostingContext
    {
        string Vault { get; }
    }

    [Fact]
    public void Tasks_get_the_custom_context_of_the_host()
    {
        _host.With<UsesContext>().Host.UseContext<OwnContext>();

        Assert.Equal(0, _host.Run("--target=UsesContext", "--vault=main"));
        Assert.Equal(["main"], _host.Journal);
    }

    [Fact]
    public void Tasks_can_use_an_interface_that_the_context_implements()
    {
        _host.With<UsesInterface>().Host.UseContext<OwnContext>();

        Assert.Equal(0, _host.Run("--target=UsesInterface", "--vault=main"));
        Assert.Equal(["async main"], _host.Journal);
    }

    [Fact]
    public void A_host_without_a_custom_context_has_FrostingContext()
    {
        Assert.Equal(0, _host.With<UsesFrostingContext>().Run("--target=UsesFrostingContext"));
        Assert.Equal(["FrostingContext"], _host.Journal);
    }

    [Fact]
    public void A_task_whose_context_does_not_fit_is_left_out_with_a_warning_on_every_run()
    {
        Assert.Equal(0, _host.With<UsesContext>().With<UsesFrostingContext>().Run("--target=UsesFrostingContext"));

        var warning = Assert.Single(_host.Log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.StartsWith("Task cannot be used since the context isn't convertible to", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith("OwnContext", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_whose_context_does_not_fit_cannot_be_a_target()
    {
        Assert.Equal(1, _host.With<UsesContext>().Run("--target=UsesContext"));
        Assert.Contains("The target 'UsesContext' was not found.", _host.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_intermediate_base_class_makes_no_difference()
    {
        _host.With<Derived>().Host.UseContext<OwnContext>();

        Assert.Equal(0, _host.Run("--target=Derived", "--vault=main"));
        Assert.Equal(["derived main"], _host.Journal);
    }

    [Fact]
    public void A_task_that_derives_from_neither_base_ends_every_run()
    {
        Assert.Equal(1, _host.With<Bare>().With<UsesFrostingContext>().Run("--target=UsesFrostingContext"));
        Assert.Empty(_host.Journal);
    }

    [Fact]
    public void Tasks_contexts_and_lifetimes_get_services_and_the_last_registration_applies()
    {
        _host.With<Injected>().Host
            .UseContext<InjectedContext>()
            .UseLifetime<InjectedLifetime>()
            .ConfigureServices(services => services.AddSingleton("first").AddSingleton("last"));

        Assert.Equal(0, _host.Run("--target=Injected"));
        Assert.Equal(["lifetime last", "context last, task last"], _host.Journal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tasks_refuse_a_missing_context(bool isAsync)
    {
        IFrostingTask task = isAsync ? new UsesInterface([]) : new UsesContext([]);

        Assert.Throws<ArgumentNullException>(() => { _ = task.RunAsync(null); });
        Assert.Throws<ArgumentNullException>(() => task.ShouldRun(null));
        Assert.Throws<ArgumentNullException>(() => task.OnError(new InvalidOperationException(), null));
        Assert.Throws<ArgumentNullException>(() => task.Finally(null));
    }

    private sealed class OwnContext(ICakeContext context) : FrostingContext(context), IVaultContext
    {
        public string Vault { get; } = context.Arguments.GetArgument("vault");
    }

    private sealed class UsesContext(Journal journal) : FrostingTask<OwnContext>
    {
        public override void Run(OwnContext context) => journal.Add(context.Vault);
    }

    private sealed class UsesInterface(Journal journal) : AsyncFrostingTask<IVaultContext>
    {
        public override Task RunAsync(IVaultContext context)
        {
            journal.Add("async " + context.Vault);
            return Task.CompletedTask;
        }
    }

    private sealed class UsesFrostingContext(Journal journal) : FrostingTask<FrostingContext>
    {
        public override void Run(FrostingContext context) => journal.Add(context.GetType().Name);
    }

    private abstract class Between<T>(Journal journal) : AsyncFrostingTask<T>
        where T : IVaultContext
    {
        public override Task RunAsync(T context)
        {
            journal.Add("derived " + context.Vault);
            return Task.CompletedTask;
        }
    }

    private sealed class Derived(Journal journal) : Between<OwnContext>(journal);

    private sealed class Bare : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context)
        {
        }

        public void Finally(ICakeContext context)
        {
        }
    }

    private sealed class InjectedContext(ICakeContext context, string word) : FrostingContext(context)
    {
        public string Word => word;
    }

    private sealed class InjectedLifetime(Journal journal, string word) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Add("lifetime " + word);

        public override void Teardown(ICakeContext context, ITeardownContext info)
        {
        }
    }

    private sealed class Injected(Journal journal, string word) : FrostingTask<InjectedContext>
    {
        public override void Run(InjectedContext context) => journal.Add($"context {context.Word}, task {word}");
    }
}
