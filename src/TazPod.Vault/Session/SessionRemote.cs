using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.History;
using TazPod.Vault.Hosting;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>The store of one run, opened when first needed, and the recorded facts about it.</summary>
internal sealed class SessionRemote : IDisposable
{
    private readonly SessionWorkspace workspace;
    private readonly SessionOutput output;
    private readonly Lazy<IObjectStore> store;
    private RemoteFacts? learnt;

    public SessionRemote(VaultServiceOptions options, SessionWorkspace workspace, SessionOutput output)
    {
        this.workspace = workspace;
        this.output = output;
        store = new Lazy<IObjectStore>(() => Open(options));
    }

    /// <summary>The store.</summary>
    public IObjectStore Store => store.Value;

    /// <summary>The store's name in messages.</summary>
    public string Name => Store.Identity.ToString();

    /// <summary>The facts about latest in this store: as recorded, or as this run has learnt since. What is set applies to the rest of
    /// this run.</summary>
    public RemoteFacts Known
    {
        get => learnt ?? Recorded;
        set => learnt = value;
    }

    /// <summary>The facts about latest in this store as they were last recorded on disk.</summary>
    public RemoteFacts Recorded => workspace.State.Remote(Store.Identity.Endpoint, Store.Identity.Bucket, ObjectKeys.Latest);

    /// <summary>Marks an object's metadata to show that the store honours conditional writes. It identifies the store, because a bucket
    /// that is copied elsewhere keeps its metadata.</summary>
    public string ConditionToken => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 8));

    /// <summary>Forgets what was not recorded.</summary>
    public void Forget() => learnt = null;

    /// <summary>Records the state of latest on disk.</summary>
    /// <param name="facts">The state.</param>
    /// <param name="isSynced">Whether the vault file was just found, or made, identical to a remote version.</param>
    public void Remember(RemoteFacts facts, bool isSynced = false)
    {
        workspace.State.Bind(facts, isSynced);
        workspace.State.Save();
        if (facts.IsAtPlaceOf(Recorded))
        {
            Forget();
        }
    }

    /// <summary>Whether the store honours conditional writes: known, recorded, shown by an object's metadata, or probed once.</summary>
    /// <param name="vouching">Latest, or a lineage's pointer, as read; null if it does not exist.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="probePrefix">The prefix of the probe's objects.</param>
    public async Task<ConditionSupport> ConditionsAsync(
        ObjectHead? vouching, CancellationToken cancellationToken, string probePrefix = ObjectKeys.ProbePrefix)
    {
        if (Store.Conditions != ConditionSupport.Unknown)
        {
            return Store.Conditions;
        }

        // A store that did not honour them may have been fixed since, so it is worth probing again.
        if (Known.HonoursConditions == true || vouching?.Label(ObjectLabels.Conditions) == ConditionToken)
        {
            return ConditionSupport.Honoured;
        }

        output.Detail("probing once whether the store honours conditional writes");
        return (await ProbeAsync(cancellationToken, probePrefix)).Support;
    }

    /// <summary>Tests what the store honours by writing probe objects.</summary>
    public async Task<ConditionReport> ProbeAsync(CancellationToken cancellationToken, string prefix = ObjectKeys.ProbePrefix)
    {
        var report = await ConditionProbe.ProbeAsync(Store, prefix, cancellationToken);
        output.Detail($"conditional writes: {report.Reason}");
        output.Notice(report.LeftBehind.Select(key => $"the probe object '{key}' could not be removed: {report.WhyLeft}"));
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (store.IsValueCreated)
        {
            store.Value.Dispose();
        }
    }

    private IObjectStore Open(VaultServiceOptions options)
    {
        var opened = options.OpenStore!();
        output.Notice(opened.Notices);
        if (opened is IWaitingStore waiting)
        {
            waiting.Waiting = output.Wait;
        }

        return opened;
    }
}
