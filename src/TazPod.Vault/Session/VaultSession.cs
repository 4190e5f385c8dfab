using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>The resources of one run of a verb.</summary>
internal sealed class VaultSession : IDisposable
{
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(1);

    public VaultSession(VaultSettings settings, VaultServiceOptions options)
    {
        Host = options;
        Settings = settings;
        Output = new SessionOutput(options);
        Output.Notice(settings.Notices);
        Workspace = new SessionWorkspace(settings, Output);
        Passphrases = new SessionPassphrases(settings, options.Prompt, Output);
        Remote = new SessionRemote(options, Workspace, Output);
    }

    public VaultSettings Settings { get; }

    public SessionOutput Output { get; }

    public SessionWorkspace Workspace { get; }

    public SessionPassphrases Passphrases { get; }

    public SessionRemote Remote { get; }

    /// <summary>Whether the verb of this run is refused while a merge waits for a user. False by default.</summary>
    public bool IsRefusedDuringMerge { get; set; }

    /// <summary>Services of the hosting program: clock, prompts, login, and the identity of the caller.</summary>
    public VaultServiceOptions Host { get; }

    public TimeProvider Time => Host.Time;

    public Provenance Provenance => Host.Provenance;

    /// <summary>The user and the workspace: <c>user@host/8 hex digits</c>.</summary>
    public string Who => $"{Provenance.By}/{Workspace.State.WorkspaceId()}";

    /// <summary>Fails if a merge waits and the verb of this run is refused meanwhile.</summary>
    /// <param name="verb">The verb's name.</param>
    /// <exception cref="VaultException">4008: it is.</exception>
    public void RequireNoMerge(string verb)
    {
        if (IsRefusedDuringMerge && Workspace.State.File.Merge is { } merge)
        {
            throw merge.Refusal(verb);
        }
    }

    /// <summary>Runs an operation that writes in the workspace, under its lock.</summary>
    /// <param name="verb">The verb's name, to be reported to processes that wait for the lock.</param>
    /// <param name="run">The operation. The state is read again before it runs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4005: another process holds the lock.</exception>
    public async Task<T> HoldAsync<T>(string verb, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        using var held = await TakeLockAsync(verb, cancellationToken);
        try
        {
            Workspace.Reload();
            Remote.Forget();
            RequireNoMerge(verb);
            return await run();
        }
        catch
        {
            held.Abandon();
            throw;
        }
    }

    private Task<WorkspaceLock> TakeLockAsync(string verb, CancellationToken cancellationToken) => WorkspaceLock.TakeAsync(
        Workspace.Location,
        verb,
        Provenance.By,
        Time,
        () => Time.CreateTimer(
            _ => Output.Wait($"waiting: another process is working on '{Workspace.Location.File}'"), null, SilentWait, Timeout.InfiniteTimeSpan),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Passphrases.Dispose();
        Remote.Dispose();
    }
}
