using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>The workspace of one run: the paths of the vault file and the secrets directory, and the recorded facts about them.</summary>
internal sealed class SessionWorkspace
{
    private readonly VaultSettings settings;
    private readonly SessionOutput output;

    public SessionWorkspace(VaultSettings settings, SessionOutput output)
    {
        this.settings = settings;
        this.output = output;
        Location = new VaultLocation(settings.VaultFile, VaultPathRule.PlaceOf(settings));
        State = SyncState.Load(Location, output.Notice);
    }

    /// <summary>The vault file and the files beside it.</summary>
    public VaultLocation Location { get; }

    /// <summary>The recorded facts.</summary>
    public SyncState State { get; private set; }

    /// <summary>Reads the state again. Once the lock is held, no other process writes it.</summary>
    public void Reload() => State = SyncState.Load(Location, output.Notice);

    /// <summary>Fails if there is no vault file.</summary>
    /// <exception cref="VaultException">6001: there is none; 1001: it is not a regular file.</exception>
    public void RequireVaultFile()
    {
        VaultFile.RequireFile(Location.File);
        if (!File.Exists(Location.File))
        {
            throw NoVault();
        }
    }

    /// <summary>Reads the vault file.</summary>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVault(CancellationToken cancellationToken) =>
        LocalVault.Read(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file in order to send it.</summary>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVaultToSend(CancellationToken cancellationToken) =>
        LocalVault.ReadToSend(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file in order to open it at once.</summary>
    /// <param name="known">Returns the recorded SHA-256 of a vault with these ends, if any.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVaultToOpen(Func<SealMark, string?> known, CancellationToken cancellationToken) =>
        LocalVault.ReadToOpen(Location.File, known, cancellationToken) ?? throw NoVault();

    /// <summary>The secrets directory with all links resolved, so that one directory always has the same name.</summary>
    /// <exception cref="VaultException">1007: it can never be a secrets directory. 6008: it leads elsewhere than when the configuration was
    /// read, or through a link that another user created in a directory that every user may write to.</exception>
    public string SecretsDirectory()
    {
        SecretsDirectoryRule.Require(settings);
        try
        {
            var real = RealPath.ToUse(settings.SecretsDirectory);
            return settings.SecretsPlace is { } judged && judged != real
                ? throw VaultErrors.NotOurs.With(
                    $"the secrets directory '{settings.SecretsDirectory}' led to '{judged}' a moment ago and now leads to '{real}'; nothing was read or written there",
                    "Find out who can write there, and run the same step again.")
                : real;
        }
        catch (IOException exception)
        {
            throw FileFailures.Translate(exception, $"cannot follow '{settings.SecretsDirectory}'");
        }
    }

    /// <summary>Records on disk that this is the vault file and that a secrets directory has its content.</summary>
    /// <param name="directory">The secrets directory.</param>
    /// <param name="facts">The facts about the vault.</param>
    /// <param name="localMac">The fingerprint of the tree, under this workspace's own key.</param>
    public void Remember(string directory, VaultFacts facts, string localMac)
    {
        RememberVault(facts, localMac);
        State.BindSecrets(directory, new SecretsFacts(facts.VaultSha256, localMac) { Base = State.Base });
        State.Save();
    }

    /// <summary>Records that this is the vault file. <see cref="SyncState.Save"/> writes it to disk.</summary>
    public void RememberVault(VaultFacts facts, string localMac) => State.Bind(facts with { LocalMac = localMac });

    /// <summary>The fingerprint of a tree under this workspace's own key.</summary>
    public string LocalMac(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(State.LocalKey()));

    private VaultException NoVault() => VaultErrors.VaultNotFound.With(
        $"there is no vault file at '{Location.File}'",
        "Run PullVault to fetch one, or SaveVault to create one from a secrets directory.");
}
