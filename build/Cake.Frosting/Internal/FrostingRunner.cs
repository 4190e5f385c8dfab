using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Adds tasks and lifetimes to Cake's engine and runs targets on it.</summary>
internal sealed class FrostingRunner(
    IServiceProvider services,
    ICakeEngine engine,
    ICakeLog log,
    IFrostingContext context,
    IEnumerable<IFrostingTask> tasks,
    IEnumerable<PackageReference> tools)
{
    // Setups are created even if the tasks are only shown. They are resolved here, before any target is. A lifetime is a setup and a
    // teardown, and the last registration of each applies.
    private readonly IFrostingSetup _setup = services.GetService<IFrostingSetup>();
    private readonly IFrostingTeardown _teardown = services.GetService<IFrostingTeardown>();
    private readonly IFrostingTaskSetup _taskSetup = services.GetService<IFrostingTaskSetup>();
    private readonly IFrostingTaskTeardown _taskTeardown = services.GetService<IFrostingTaskTeardown>();

    public void InstallTools()
    {
        var installer = new Lazy<IToolInstaller>(services.GetRequiredService<IToolInstaller>);
        foreach (var tool in tools)
            installer.Value.Install(tool);
    }

    public async Task RunAsync(FrostingSettings settings)
    {
        var host = GetHost(settings);
        if (settings.Exclusive)
            host.Settings.UseExclusiveTarget();

        foreach (var task in tasks)
            AddTask(task);
        AddLifetimes();

        if (settings.Targets is [var target])
            await host.RunTargetAsync(target).ConfigureAwait(false);
        else
            await host.RunTargetsAsync(settings.Targets).ConfigureAwait(false);
    }

    private ScriptHost GetHost(FrostingSettings settings) => settings switch
    {
        { DryRun: true } => services.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
        { Tree: true } => services.GetRequiredService<TreeScriptHost>(),
        { ShowDescription: true } => services.GetRequiredService<DescriptionScriptHost>(),
        _ => services.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
    };

    private void AddTask(IFrostingTask task)
    {
        var described = new TaskDescription(task.GetType());
        if (!described.ContextType.IsInstanceOfType(context))
        {
            log.Warning("Task cannot be used since the context isn't convertible to {0}", described.ContextType.FullName);
            return;
        }

        var builder = engine.RegisterTask(described.Name);
        if (!string.IsNullOrWhiteSpace(described.Description))
            builder.Description(described.Description);
        foreach (var dependency in described.Dependencies)
            builder.IsDependentOn(dependency);
        foreach (var dependee in described.Dependees)
            builder.IsDependeeOf(dependee);
        if (described.ContinuesOnError)
            builder.ContinueOnError();

        // Only register what a task overrides: the mere presence of a criterion, handler or action changes the engine's behaviour.
        if (described.OverridesRun)
            builder.Does(task.RunAsync);
        if (described.OverridesShouldRun)
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (described.OverridesOnError)
            builder.OnError(task.OnError);
        if (described.OverridesFinally)
            builder.Finally(task.Finally);
    }

    private void AddLifetimes()
    {
        if (_setup is not null)
            engine.RegisterSetupAction(info => _setup.Setup(context, info));
        if (_teardown is not null)
            engine.RegisterTeardownAction(info => _teardown.Teardown(context, info));

        if (_taskSetup is not null)
            engine.RegisterTaskSetupAction(info => _taskSetup.Setup(context, info));
        if (_taskTeardown is not null)
            engine.RegisterTaskTeardownAction(info => _taskTeardown.Teardown(context, info));
    }
}
