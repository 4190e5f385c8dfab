using Cake.Core;
using Cake.Frosting;
using Cake.Frosting.TazPod;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Build;

var outcome = new BuildOutcome();
var exitCode = new CakeHost()
    .ConfigureServices(services => services
        .AddSingleton(outcome)
        .AddSingleton<ICakeReportPrinter, BuildReportPrinter>())
    .RunTazPod(args);
return outcome.End(exitCode);
