using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>What one run of a verb works with: settings, workspace, store, passphrase, and the notices it collects.</summary>
internal sealed class VaultSession : IDisposable
{
    private readonly VaultServiceOptions options;
    private readonly List<string> notices = [];
    private readonly Lazy<IObjectStore> store;
    private PassphraseCandidates? passphrases;
    private bool lookedForPassphrase;

    public VaultSession(VaultSettings settings, VaultServiceOptions options)
    {
        this.options = options;
        Settings = settings;
        Location = new VaultLocation(settings.VaultFile);
        store = new Lazy<IObjectStore>(options.OpenStore);
        notices.AddRange(settings.Notices);
        State = SyncState.Load(Location, Notice);
    }

    public VaultSettings Settings { get; }

    public VaultLocation Location { get; }

    public SyncState State { get; private set; }

    public TimeProvider Time => options.Time;

    public IObjectStore Store => store.Value;

    public string StoreName => Store.Identity.ToString();

    public IReadOnlyList<string> Notices => notices;

    /// <summary>What is remembered of latest in this store.</summary>
    public RemoteFacts Remote => State.Remote(Store.Identity.Endpoint, Store.Identity.Bucket, VaultKeys.Latest);

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

    /// <summary>Reads the vault file.</summary>
    /// <exception cref="VaultException">6001 there is none.</exception>
    public async Task<LocalVault> RequireVaultAsync(CancellationToken cancellationToken) =>
        await LocalVault.ReadAsync(Location.File, cancellationToken)
        ?? throw VaultErrors.VaultNotFound.With(
            $"there is no vault file at '{Location.File}'",
            "Run PullVault to fetch one, or SaveVault to make one from a secrets directory.");

    /// <summary>Remembers a remote, on disk.</summary>
    public async Task RememberAsync(RemoteFacts remote, CancellationToken cancellationToken)
    {
        State.Bind(remote);
        await State.SaveAsync(cancellationToken);
    }

    /// <summary>Whether the store honours conditional writes: known, remembered, vouched for by latest, or probed once.</summary>
    public async Task<ConditionSupport> ConditionsAsync(RemoteFacts remote, ObjectHead? latest, CancellationToken cancellationToken)
    {
        if (Store.Conditions != ConditionSupport.Unknown)
        {
            return Store.Conditions;
        }

        if (remote.HonoursConditions is { } honoured)
        {
            return honoured ? ConditionSupport.Honoured : ConditionSupport.NotHonoured;
        }

        if (latest?.Label(ObjectLabels.Conditions) == ConditionToken)
        {
            return ConditionSupport.Honoured;
        }

        Detail("probing once whether the store honours conditional writes");
        var report = await ConditionProbe.ProbeAsync(Store, VaultKeys.ProbePrefix, cancellationToken);
        Detail($"conditional writes: {report.Reason}");
        return report.Support;
    }

    /// <summary>The metadata of a push.</summary>
    public IReadOnlyDictionary<string, string> Labels(LocalVault local, VaultFacts? facts, string historyKey, RemoteFacts remote)
    {
        var labels = new Dictionary<string, string>
        {
            [ObjectLabels.VaultSha256] = local.Sha256,
            [ObjectLabels.HistoryKey] = historyKey,
            [ObjectLabels.Retention] = Settings.Retention.ToString(CultureInfo.InvariantCulture),
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
    /// <exception cref="VaultException">2008 the bytes are not those that were pushed; 3005 it is larger than a vault can be.</exception>
    public async Task<byte[]> ReadAllAsync(ObjectDownload download, string what, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await new Receipt(this, download).CopyToAsync(buffer, what, cancellationToken);
        return buffer.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        passphrases?.Dispose();
        if (store.IsValueCreated)
        {
            store.Value.Dispose();
        }
    }

    // What vouches for a store in latest's metadata names that store: a bucket copied elsewhere takes it along.
    private string ConditionToken =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Store.Identity.ToString())).AsSpan(0, 8));

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
