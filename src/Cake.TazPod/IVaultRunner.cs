using Cake.Core;
using TazPod.Vault;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace Cake.TazPod;

/// <summary>Runs verbs of the vault service for a Cake task, prints what they did, and turns failures into Cake's exceptions.</summary>
/// <remarks>Each task of this package is one call. A build's own tasks can take the runner in their constructor and do the same.</remarks>
public interface IVaultRunner
{
    /// <summary>Runs a verb with the settings of this build: arguments, environment, <c>.tazpod/config.yaml</c>, defaults.</summary>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb, one of <see cref="VaultVerbs"/>.</param>
    /// <returns>The result, which has already been printed and written to <c>--result</c>.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line that begins with the stable code; the exit code is
    /// that of <see cref="global::TazPod.Vault.Errors.ExitCode"/>.</exception>
    Task<T> RunAsync<T>(ICakeContext context, Verb<T> verb)
        where T : VerbResult => RunAsync(context, verb.Name, (service, cancel) => service.RunAsync(verb, cancel));

    /// <summary>Calls the service with the settings of this build. Use it for a task that runs several verbs, or one under another
    /// name.</summary>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb's name in messages, which is the name of the task.</param>
    /// <param name="run">Calls the service.</param>
    /// <returns>The result, which has already been printed and written to <c>--result</c>.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line that begins with the stable code; the exit code is
    /// that of <see cref="global::TazPod.Vault.Errors.ExitCode"/>.</exception>
    Task<T> RunAsync<T>(ICakeContext context, string verb, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult;

    /// <summary>Runs a verb with settings from code; arguments, environment and configuration file are ignored.</summary>
    /// <inheritdoc cref="RunAsync{T}(ICakeContext, string, Func{VaultService, CancellationToken, Task{T}})"/>
    /// <param name="context">The task's context.</param>
    /// <param name="verb">The verb's name in messages.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="run">Calls the service.</param>
    Task<T> RunAsync<T>(
        ICakeContext context, string verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult;

    /// <summary>Opens the vault in memory, for a task that needs a secret but no file: the local vault file, or with <c>--from</c> a vault
    /// in the store.</summary>
    /// <param name="context">The task's context.</param>
    /// <returns>The opened vault; the task must dispose it.</returns>
    /// <exception cref="CakeException">The vault does not open, or there is none.</exception>
    Task<OpenedVault> OpenAsync(ICakeContext context);

    /// <summary>Refuses arguments that neither the vault tasks nor the build (<c>UseOwnArguments</c>) know, as every vault task does. Use
    /// it in a build's own tasks to make them as strict.</summary>
    /// <param name="context">The task's context.</param>
    /// <exception cref="CakeException">An argument is unknown.</exception>
    void RequireKnownArguments(ICakeContext context);
}
