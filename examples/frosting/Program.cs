using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using Cake.Frosting.TazPod;
using Cake.TazPod;
using TazPod.Vault;

// Adds the vault's tasks, such as SetupStorage, and returns their exit codes.
return new CakeHost().RunTazPod(args);

/// <summary>After editing the secrets: seals and pushes them.</summary>
[TaskName("Publish")]
public sealed class PublishTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        await vault.RunAsync(context, VaultVerbs.Save);
        await vault.RunAsync(context, VaultVerbs.Push);
    }
}

/// <summary>Pulls the vault, and uses a secret that is never written to disk.</summary>
[TaskName("Deploy")]
[IsDependentOn(typeof(PullVaultTask))]
public sealed class DeployTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        using var opened = await vault.OpenAsync(context);
        var token = opened.ReadText("token");
        context.Information("deployed with a token of {0} characters, pushed by {1}", token.Length, context.VaultStatus().Remote?.PushedBy);
    }
}
