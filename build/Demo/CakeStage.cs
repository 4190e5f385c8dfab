using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.TazPod;
using TazPod.Vault;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Demo;

/// <summary>The demo as a task of this build.</summary>
internal sealed class CakeStage(ICakeContext context, IVaultRunner vault, BuildInterruption interruption) : IDemoStage
{
    /// <inheritdoc/>
    public void Say(string line)
    {
        interruption.ThrowIfInterrupted();
        context.Log.Information("{0}", line);
    }

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Verb<T> verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult => vault.RunAsync(context, verb.Name, settings, run);
}
