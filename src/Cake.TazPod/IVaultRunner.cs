using Cake.Core;
using TazPod.Vault;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace Cake.TazPod;

/// <summary>Runs verbs of the vault service for a Cake task: prints what they did, and turns failures into Cake's.</summary>
/// <remarks>The tasks of this package are one call each; a build's own tasks may take it in their constructor and do the same.</remarks>
public interface IVaultRunner
{
    /// <summary>Runs a verb with the settings of this build: arguments, environment, <c>.tazpod/config.yaml</c>, defaults.</summary>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb, one of <see cref="VaultVerbs"/>.</param>
    /// <returns>What the verb did; already printed, and written to <c>--result</c>.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line that begins with the stable code; the exit code is
    /// that of <see cref="global::TazPod.Vault.Errors.ExitCode"/>.</exception>
    Task<T> RunAsync<T>(ICakeContext context, Verb<T> verb)
        where T : VerbResult => RunAsync(context, verb.Name, (service, cancel) => service.RunAsync(verb, cancel));

    /// <summary>Calls the service with the settings of this build: for a task that runs several verbs, or one under another name.</summary>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb's name in messages, as the task is called.</param>
    /// <param name="run">Calls the service.</param>
    /// <returns>What the verb did; already printed, and written to <c>--result</c>.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line that begins with the stable code; the exit code is
    /// that of <see cref="global::TazPod.Vault.Errors.ExitCode"/>.</exception>
    Task<T> RunAsync<T>(ICakeContext context, string verb, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult;

    /// <summary>Runs a verb with settings made in code; arguments, environment and configuration file do not count.</summary>
    /// <inheritdoc cref="RunAsync{T}(ICakeContext, string, Func{VaultService, CancellationToken, Task{T}})"/>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb's name in messages.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="run">Calls the service.</param>
    Task<T> RunAsync<T>(
        ICakeContext context, string verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult;

    /// <summary>Opens the vault in memory, for a task that needs a secret and no file: the vault file here, or with <c>--from</c> one in
    /// the store.</summary>
    /// <param name="context">The task's context.</param>
    /// <returns>The opened vault; the task disposes it.</returns>
    /// <exception cref="CakeException">It does not open, or there is none.</exception>
    Task<OpenedVault> OpenAsync(ICakeContext context);

    /// <summary>Refuses arguments that neither the vault tasks nor the build know (<c>UseOwnArguments</c>),
    /// as every vault task does: for a build whose own tasks are to be as strict.</summary>
    /// <param name="context">The task's context.</param>
    /// <exception cref="CakeException">An argument is not known.</exception>
    void RequireKnownArguments(ICakeContext context);
}
