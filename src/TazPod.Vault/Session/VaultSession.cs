using System.Globalization;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Hosting;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Sync;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>What one run of a verb works with: settings, workspace, store, passphrase, and the notices it collects.</summary>
internal sealed class VaultSession : IDisposable
{
    private readonly VaultServiceOptions options;
    private readonly List<string> notices = [];
    private readonly Lazy<IObjectStore> store;
    private VaultKey? ahead;
    private PassphraseCandidates? passphrases;
    private bool lookedForPassphrase;

    public VaultSession(VaultSettings settings, VaultServiceOptions options)
    {
        this.options = options;
        Settings = settings;
        Location = new VaultLocation(settings.VaultFile, VaultPathRule.PlaceOf(settings));
        store = new Lazy<IObjectStore>(OpenStore);
        notices.AddRange(settings.Notices);
        State = SyncState.Load(Location, Notice);
    }

    public VaultSettings Settings { get; }

    public VaultLocation Location { get; }

    public SyncState State { get; private set; }

    public TimeProvider Time => options.Time;

    /// <summary>Who runs this, <c>user@host</c>.</summary>
    public string By => options.Provenance.By;

    /// <summary>Who runs this, and in which workspace: <c>user@host/8 hex digits</c>.</summary>
    public string Who => $"{options.Provenance.By}/{State.WorkspaceId()}";

    /// <summary>The CI run or commit that this runs for; null when not known.</summary>
    public string? From => options.Provenance.From;

    /// <summary>Who can be asked; null when nobody can be shown anything.</summary>
    public IConfirmation? Confirmation => options.Confirmation;

    public IObjectStore Store => store.Value;

    public string StoreName => Store.Identity.ToString();

    public IReadOnlyList<string> Notices => notices;

    /// <summary>What is remembered of latest in this store.</summary>
    public RemoteFacts Remote => State.Remote(Store.Identity.Endpoint, Store.Identity.Bucket, ObjectKeys.Latest);

    /// <summary>The passphrase, if there is one without asking anybody.</summary>
    public PassphraseCandidates? AtHand
    {
        get
        {
            if (!lookedForPassphrase)
            {
                lookedForPassphrase = true;
                Take(PassphraseSource.TryAtHand(Settings));
            }

            return passphrases;
        }
    }

    /// <summary>Reads the state again: once the lock is held, nobody else writes it.</summary>
    public void Reload() => State = SyncState.Load(Location, Notice);

    public void Notice(string line)
    {
        if (!notices.Contains(line))
        {
            notices.Add(line);
        }
    }

    public void Detail(string line) => options.Observer?.Detail(line);

    /// <summary>Passes on what a command printed.</summary>
    public void Print(string line, bool isError) => options.CommandOutput?.Invoke(line, isError);

    public IProgress<long> Progress(string what, long total) => new TransferProgress(options.Observer, what, total);

    /// <summary>The passphrase, asked for if need be.</summary>
    public PassphraseCandidates RequirePassphrase()
    {
        if (AtHand is null)
        {
            Take(PassphraseSource.Resolve(Settings, options.Prompt));
        }

        return passphrases!;
    }

    /// <summary>The passphrase that is to be the new one, asked for if need be; the caller wipes it.</summary>
    public PassphraseCandidates RequireNewPassphrase()
    {
        var found = PassphraseSource.ResolveForRekey(Settings, options.Prompt);
        foreach (var notice in found.Notices.Concat(found.NewVaultNotice is { } dropped ? [dropped] : Array.Empty<string>()))
        {
            Notice(notice);
        }

        return found;
    }

    /// <summary>Reads the vault file to be sent.</summary>
    /// <exception cref="VaultException">6001 there is none.</exception>
    public LocalVault RequireVaultToSend(CancellationToken cancellationToken) =>
        LocalVault.ReadToSend(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file.</summary>
    /// <exception cref="VaultException">6001 there is none.</exception>
    public LocalVault RequireVault(CancellationToken cancellationToken) =>
        LocalVault.Read(Location.File, cancellationToken) ?? throw NoVault();

    /// <summary>Reads the vault file and opens it; the key is derived while it is read.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="looks">Whether its fingerprints will be asked for.</param>
    /// <exception cref="VaultException">6001 there is none; 3xxx it does not open.</exception>
    public (LocalVault File, UnsealedVault Content) OpenVault(CancellationToken cancellationToken, bool looks = true)
    {
        RequireVaultFile();
        var candidates = RequirePassphrase();
        var file = LocalVault.ReadToOpen(Location.File, Recognise, cancellationToken) ?? throw NoVault();
        return (file, UnsealedVault.OpenInPlace(file, candidates, Location.File, ahead, State.FactsOf(file.Sha256), looks));

        string? Recognise(VaultEnds ends)
        {
            BeginOpening(candidates, ends);
            return State.File.Facts is { } facts && ends.AreOf(facts) ? facts.VaultSha256 : null;
        }
    }

    /// <summary>Starts deriving the key of the vault file that is here now, where that asks nobody for the passphrase: it takes as long as
    /// all that comes before it is needed.</summary>
    /// <exception cref="VaultException">6001 there is none.</exception>
    public void BeginOpening()
    {
        RequireVaultFile();
        if (AtHand is { } candidates)
        {
            try
            {
                using var file = File.OpenHandle(Location.File);
                BeginOpening(candidates, VaultEnds.Of(file));
            }
            catch (Exception exception) when (FileFailures.IsFileFailure(exception))
            {
                // Who reads it meets the same failure, and has a message for it.
            }
        }
    }

    private void BeginOpening(PassphraseCandidates candidates, VaultEnds ends)
    {
        if (ahead?.IsOf(candidates.ByLikelihood[0], ends.Salt) != true)
        {
            ahead?.Dispose();
            ahead = VaultKey.Begin(candidates.ByLikelihood[0], ends.Salt);
        }
    }

    /// <summary>The secrets directory with every link followed: one directory has one name, whatever it is called by.</summary>
    /// <exception cref="VaultException">1007: it can never be a secrets directory. 6008: it leads elsewhere than when the configuration was
    /// read, or by a link that another user made where every user may write.</exception>
    public string SecretsDirectory()
    {
        SecretsDirectoryRule.Require(Settings);
        try
        {
            var real = RealPath.ToUse(Settings.SecretsDirectory);
            return Settings.SecretsPlace is { } judged && judged != real
                ? throw VaultErrors.NotOurs.With(
                    $"the secrets directory '{Settings.SecretsDirectory}' led to '{judged}' a moment ago and leads to '{real}' now; nothing was read or written there",
                    "See who may write there, and run the same step again.")
                : real;
        }
        catch (IOException exception)
        {
            throw FileFailures.Translate(exception, $"cannot follow '{Settings.SecretsDirectory}'");
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

    /// <summary>Refuses when there is no vault file.</summary>
    /// <exception cref="VaultException">6001 there is none.</exception>
    public void RequireVaultFile()
    {
        LocalVault.RequireFile(Location.File);
        if (!File.Exists(Location.File))
        {
            throw NoVault();
        }
    }

    /// <summary>Remembers a remote, on disk.</summary>
    /// <param name="remote">What is known of it.</param>
    /// <param name="isSynced">Whether the vault file was found or made equal to something up there just now.</param>
    public void Remember(RemoteFacts remote, bool isSynced = false)
    {
        State.Bind(remote, isSynced);
        State.Save();
    }

    /// <summary>What vouches for a store in the metadata of what stands there. It names that store: a bucket copied elsewhere takes it along.</summary>
    public string ConditionToken =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Store.Identity.ToString())).AsSpan(0, 8));

    /// <summary>Whether the store honours conditional writes: known, remembered, vouched for by what stands there, or probed once.</summary>
    /// <param name="remote">What is remembered.</param>
    /// <param name="latest">What stands there: latest, or a lineage's pointer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="probePrefix">What the probe's objects start with.</param>
    public async Task<ConditionSupport> ConditionsAsync(
        RemoteFacts remote, ObjectHead? latest, CancellationToken cancellationToken, string probePrefix = ObjectKeys.ProbePrefix)
    {
        if (Store.Conditions != ConditionSupport.Unknown)
        {
            return Store.Conditions;
        }

        // A store that did not honour them may have been mended since; that is worth the question.
        if (remote.HonoursConditions == true)
        {
            return ConditionSupport.Honoured;
        }

        if (latest?.Label(ObjectLabels.Conditions) == ConditionToken)
        {
            return ConditionSupport.Honoured;
        }

        Detail("probing once whether the store honours conditional writes");
        return (await ProbeAsync(cancellationToken, probePrefix)).Support;
    }

    /// <summary>Asks the store what it honours.</summary>
    public async Task<ConditionReport> ProbeAsync(CancellationToken cancellationToken, string prefix = ObjectKeys.ProbePrefix)
    {
        var report = await ConditionProbe.ProbeAsync(Store, prefix, cancellationToken);
        Detail($"conditional writes: {report.Reason}");
        foreach (var key in report.LeftBehind)
        {
            Notice($"the probe object '{key}' could not be removed: {report.WhyLeft}");
        }

        return report;
    }

    /// <summary>The metadata of a push.</summary>
    public IReadOnlyDictionary<string, string> Labels(
        LocalVault local, VaultFacts? facts, string historyKey, RecordedRetention retention, RemoteFacts remote)
    {
        var labels = new Dictionary<string, string>
        {
            [ObjectLabels.VaultSha256] = local.Sha256,
            [ObjectLabels.HistoryKey] = historyKey,
            [ObjectLabels.Retention] = retention.Next.ToString(CultureInfo.InvariantCulture),
            [ObjectLabels.RetentionBy] = retention.By,
            [ObjectLabels.PushedBy] = options.Provenance.By,
        };
        Add(ObjectLabels.ContentSha256, facts?.ContentSha256 ?? UnboundLabel(local));
        Add(ObjectLabels.TreeMac, facts?.TreeMac);
        Add(ObjectLabels.PushedFrom, options.Provenance.From);
        if (Store.Conditions == ConditionSupport.Unknown && remote.HonoursConditions == true)
        {
            labels[ObjectLabels.Conditions] = ConditionToken;
        }

        return labels;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                labels[name] = value;
            }
        }
    }

    /// <summary>Reads a download whole, checked against its length and, where the ETag is one, its MD5 and its label.</summary>
    /// <exception cref="VaultException">2008 the bytes are not those that were pushed; 3005 it is larger than a vault can be; 6007 there is
    /// not so much memory.</exception>
    public async Task<LocalVault> ReadAllAsync(ObjectDownload download, string what, CancellationToken cancellationToken)
    {
        var receipt = new VerifiedDownload(this, download);
        using var arriving = receipt.MakeRoom();
        return arriving.Whole((await receipt.CopyToAsync(Stream.Null, what, cancellationToken, arriving)).Sha256);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ahead?.Dispose();
        passphrases?.Dispose();
        if (store.IsValueCreated)
        {
            store.Value.Dispose();
        }
    }

    private IObjectStore OpenStore()
    {
        var opened = options.OpenStore();
        foreach (var notice in opened.Notices)
        {
            Notice(notice);
        }

        return opened;
    }

    private VaultException NoVault() => VaultErrors.VaultNotFound.With(
        $"there is no vault file at '{Location.File}'",
        "Run PullVault to fetch one, or SaveVault to make one from a secrets directory.");

    private string? UnboundLabel(LocalVault local)
    {
        if (Sidecar.LabelFor(Location, local.Modified) is { } label)
        {
            return label;
        }

        Notice("pushed without a content-sha256 label: nothing here vouches for the content of this vault file");
        return null;
    }

    private void Take(PassphraseCandidates? found)
    {
        passphrases = found;
        foreach (var notice in found?.Notices ?? [])
        {
            Notice(notice);
        }
    }
}
