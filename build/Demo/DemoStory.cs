using Cake.Core;
using TazPod.Vault;
using TazPod.Vault.Results;

namespace TazPod.Build.Demo;

/// <summary>The whole workflow between two workspaces and an embedded store, step by step.</summary>
internal sealed class DemoStory(DemoPlace place, IDemoStage stage)
{
    private int steps;

    /// <exception cref="CakeException">A step had another result than it should.</exception>
    public async Task PlayAsync()
    {
        var (here, there) = (place.Workspace("here"), place.Workspace("there"));

        Step($"Secrets to keep: a sample tree in {here.SecretsDirectory}");
        SampleSecrets.Write(here.SecretsDirectory);
        Step("SetupStorage: an embedded store, the same contract as S3 in a directory");
        await stage.RunAsync(VaultVerbs.Setup, here, (service, cancel) => service.SetupStorageAsync(cancel));
        Step("SaveVault: seal the tree into one encrypted file");
        await stage.RunAsync(VaultVerbs.Save, here, (service, cancel) => service.SaveAsync(cancellationToken: cancel));
        Step("PushVault: send it");
        Expect(PushOutcome.Pushed, await PushAsync());
        Step("PushVault again: nothing is new, so nothing is sent");
        Expect(PushOutcome.Unchanged, await PushAsync());
        Step("Edit a secret, save and push: the version before stays in the history");
        SampleSecrets.Edit(here.SecretsDirectory);
        await stage.RunAsync(VaultVerbs.Save, here, (service, cancel) => service.SaveAsync(cancellationToken: cancel));
        Expect(PushOutcome.Pushed, await PushAsync());
        Step(VaultVerbs.History.Name);
        await stage.RunAsync(VaultVerbs.History, here, (service, cancel) => service.ListHistoryAsync(cancellationToken: cancel));
        Step("PullVault and UnlockVault in a second workspace");
        await stage.RunAsync(VaultVerbs.Pull, there, (service, cancel) => service.PullAsync(cancellationToken: cancel));
        await stage.RunAsync(VaultVerbs.Unlock, there, (service, cancel) => service.UnlockAsync(cancellationToken: cancel));
        Step("Compare both trees");
        stage.Say(SampleSecrets.Compare(here.SecretsDirectory, there.SecretsDirectory));

        Task<PushResult> PushAsync() => stage.RunAsync(VaultVerbs.Push, here, (service, cancel) => service.PushAsync(cancellationToken: cancel));
    }

    private void Step(string title)
    {
        stage.Say("");
        stage.Say($"{++steps}. {title}");
    }

    private static void Expect(PushOutcome expected, PushResult actual)
    {
        if (actual.Outcome != expected)
            throw new CakeException($"push outcome: expected {expected} but got {actual.Outcome}");
    }
}
