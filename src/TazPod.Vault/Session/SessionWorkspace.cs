using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>The workspace of one run: where the vault file and the secrets directory are, and what is remembered of them.</summary>
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

    /// <summary>The vault file and what lies beside it.</summary>
    public VaultLocation Location { get; }

    /// <summary>What is remembered of it.</summary>
    public SyncState State { get; private set; }

    /// <summary>Reads the state again: once the lock is held, nobody else writes it.</summary>
    public void Reload() => State = SyncState.Load(Location, output.Notice);

    /// <summary>Refuses when there is no vault file.</summary>
    /// <exception cref="VaultException">6001: there is none; 1001: it is no regular file.</exception>
    public void RequireVaultFile()
    {
        LocalVault.RequireFile(Location.File);
        if (!File.Exists(Location.File))
        {
            throw NoVault();
        }
    }

    /// <summary>Reads the vault file.</summary>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVault(CancellationToken cancellationToken) =>
        LocalVault.Read(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file to be sent.</summary>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVaultToSend(CancellationToken cancellationToken) =>
        LocalVault.ReadToSend(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file to be opened at once.</summary>
    /// <param name="known">Gives the SHA-256 of a vault with these ends, if one is remembered.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">6001: there is none.</exception>
    public LocalVault RequireVaultToOpen(Func<SealMark, string?> known, CancellationToken cancellationToken) =>
        LocalVault.ReadToOpen(Location.File, known, cancellationToken) ?? throw NoVault();

    /// <summary>The secrets directory with every link followed: one directory has one name, whatever it is called by.</summary>
    /// <exception cref="VaultException">1007: it can never be a secrets directory. 6008: it leads elsewhere than when the configuration was
    /// read, or by a link that another user made where every user may write.</exception>
    public string SecretsDirectory()
    {
        SecretsDirectoryRule.Require(settings);
        try
        {
            var real = RealPath.ToUse(settings.SecretsDirectory);
            return settings.SecretsPlace is { } judged && judged != real
                ? throw VaultErrors.NotOurs.With(
                    $"the secrets directory '{settings.SecretsDirectory}' led to '{judged}' a moment ago and leads to '{real}' now; nothing was read or written there",
                    "See who may write there, and run the same step again.")
                : real;
        }
        catch (IOException exception)
        {
            throw FileFailures.Translate(exception, $"cannot follow '{settings.SecretsDirectory}'");
        }
    }

    /// <summary>Remembers, on disk, which vault the file is, and that a secrets directory holds what is in it.</summary>
    /// <param name="directory">The secrets directory.</param>
    /// <param name="facts">What is known of the vault.</param>
    /// <param name="localMac">The fingerprint of the tree, under this workspace's own key.</param>
    public void Remember(string directory, VaultFacts facts, string localMac)
    {
        State.Bind(facts with { LocalMac = localMac });
        State.BindSecrets(directory, new SecretsFacts(facts.VaultSha256, localMac));
        State.Save();
    }

    /// <summary>The fingerprint of a tree under this workspace's own key.</summary>
    public string LocalMac(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(State.LocalKey()));

    private VaultException NoVault() => VaultErrors.VaultNotFound.With(
        $"there is no vault file at '{Location.File}'",
        "Run PullVault to fetch one, or SaveVault to make one from a secrets directory.");
}
