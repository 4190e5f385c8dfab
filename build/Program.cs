using Cake.Frosting;
using Cake.Frosting.TazPod;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Build;
using TazPod.Build.Tasks;

TazPodHostExtensions.WarmUpFor(args);

// Cake also colours its output to a pipe or a file. CI systems show colours, but a file is better without.
if (Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
    Environment.SetEnvironmentVariable("NO_COLOR", "1");

var outcome = new BuildOutcome();
var exitCode = new CakeHost()
    .ConfigureServices(services => services
        .AddSingleton(outcome)
        .AddSingleton<Cake.Core.Tooling.IToolInstaller, NoTools>())
    .ConfigureServices(EmptyTask.AddIfWanted)
    // Targets run in the given order. In one merged graph they would be sorted by name: PushVault before SaveVault.
    .UseCakeSetting("Settings_UnifiedDependencyGraphForMultipleTargets", "false")
    .UseOwnArguments()
    .RunTazPod(args);
return outcome.End(exitCode);
