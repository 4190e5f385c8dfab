using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Session;

/// <summary>What one run of a verb works with.</summary>
internal sealed class VaultSession : IDisposable
{
    private readonly VaultServiceOptions options;

    public VaultSession(VaultSettings settings, VaultServiceOptions options)
    {
        this.options = options;
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

    public TimeProvider Time => options.Time;

    /// <summary>Asks the person at the terminal; null when there is nobody.</summary>
    public IConfirmation? Confirmation => options.Confirmation;

    /// <summary>Who runs this and for what.</summary>
    public Provenance Provenance => options.Provenance;

    /// <summary>Who runs this, and in which workspace: <c>user@host/8 hex digits</c>.</summary>
    public string Who => $"{Provenance.By}/{Workspace.State.WorkspaceId()}";

    /// <inheritdoc/>
    public void Dispose()
    {
        Passphrases.Dispose();
        Remote.Dispose();
    }
}
