using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Cake.TazPod;
using TazPod.Build.Demo;
using TazPod.Vault;
using TazPod.Vault.Results;

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
        var (here, there) = (place.Workspace("here"), place.Workspace("there"));
        var step = 0;

        Step($"Secrets to keep: a sample tree in {here.SecretsDirectory}");
        SampleSecrets.Write(here.SecretsDirectory);
        Step("SetupStorage: an embedded store, the same contract as S3 in a directory");
        await vault.RunAsync(context, VaultVerbs.Setup.Name, here, (service, cancel) => service.SetupStorageAsync(cancel));
        Step("SaveVault: seal the tree into one encrypted file");
        await vault.RunAsync(context, VaultVerbs.Save.Name, here, (service, cancel) => service.SaveAsync(cancellationToken: cancel));
        Step("PushVault: send it");
        Expect(PushOutcome.Pushed, await PushAsync());
        Step("PushVault again: nothing is new, so nothing is sent");
        Expect(PushOutcome.Unchanged, await PushAsync());
        Step("Edit a secret, save and push: the version before stays in the history");
        SampleSecrets.Edit(here.SecretsDirectory);
        await vault.RunAsync(context, VaultVerbs.Save.Name, here, (service, cancel) => service.SaveAsync(cancellationToken: cancel));
        Expect(PushOutcome.Pushed, await PushAsync());
        Step(VaultVerbs.History.Name);
        await vault.RunAsync(context, VaultVerbs.History.Name, here, (service, cancel) => service.ListHistoryAsync(cancellationToken: cancel));
        Step("PullVault and UnlockVault in a second workspace");
        await vault.RunAsync(context, VaultVerbs.Pull.Name, there, (service, cancel) => service.PullAsync(cancellationToken: cancel));
        await vault.RunAsync(context, VaultVerbs.Unlock.Name, there, (service, cancel) => service.UnlockAsync(cancellationToken: cancel));
        Step("Compare both trees");
        Say(SampleSecrets.Compare(here.SecretsDirectory, there.SecretsDirectory));

        Say("");
        Say("Done. To do this with your own secrets and store:");
        Say("");
        Say("  export TAZPOD_STORAGE=file:DIR      # or TAZPOD_BUCKET=... for S3");
        Say("  ./build.sh --target=SetupStorage");
        Say("  ./build.sh --target=SaveVault --secrets=DIR");
        Say("  ./build.sh --target=PushVault");
        Say("");
        Say("Everything this demo made is removed again.");

        Task<PushResult> PushAsync() => vault.RunAsync(context, VaultVerbs.Push.Name, here, (service, cancel) => service.PushAsync(cancellationToken: cancel));

        void Step(string title)
        {
            interruption.ThrowIfInterrupted();
            Say("");
            Say($"{++step}. {title}");
        }

        void Say(string line) => context.Log.Information("{0}", line);
    }

    private static void Expect(PushOutcome expected, PushResult actual)
    {
        if (actual.Outcome != expected)
            throw new CakeException($"push outcome: expected {expected} but got {actual.Outcome}");
    }
}
