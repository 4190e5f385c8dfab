using Cake.Core;
using Cake.Frosting;
using Cake.TazPod;
using TazPod.Build.Demo;

namespace TazPod.Build.Tasks;

/// <summary>A first run for new users: the whole workflow between two workspaces and an embedded store, in a temporary directory.</summary>
/// <remarks>Ignores all settings from arguments, environment and configuration file.</remarks>
[TaskName("Demo")]
[TaskDescription("The whole workflow in a temporary directory, without a server")]
public sealed class DemoTask(IVaultRunner vault, BuildOutcome outcome) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(ICakeContext context)
    {
        vault.RequireKnownArguments(context);
        using var interruption = new BuildInterruption(outcome);
        using var place = new DemoPlace();
        var stage = new CakeStage(context, vault, interruption);
        await new DemoStory(place, stage).PlayAsync();

        stage.Say("");
        stage.Say("Done. To do this with your own secrets and store:");
        stage.Say("");
        stage.Say("  export TAZPOD_STORAGE=file:DIR      # or TAZPOD_BUCKET=... for S3");
        stage.Say("  ./build.sh --target=SetupStorage");
        stage.Say("  ./build.sh --target=SaveVault --secrets=DIR");
        stage.Say("  ./build.sh --target=PushVault");
        stage.Say("");
        stage.Say("Everything this demo made is removed again.");
    }
}
