using TazPod.Vault;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Demo;

/// <summary>Where the demo runs and prints.</summary>
internal interface IDemoStage
{
    /// <summary>Prints a line.</summary>
    void Say(string line);

    /// <summary>Runs a verb, which prints its result.</summary>
    Task<T> RunAsync<T>(Verb<T> verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult;
}
