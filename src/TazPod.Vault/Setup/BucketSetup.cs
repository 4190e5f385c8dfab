using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Setup;

/// <summary>Sets a bucket, one setting after the other, and takes each back that breaks writes.</summary>
/// <remarks>A mark in the bucket says which setting is being tried: a run that is killed between setting and trying would else leave a
/// bucket that refuses writes, and no later run could tell that it was us.</remarks>
/// <param name="session">The run.</param>
/// <param name="bucket">Its settings.</param>
internal sealed class BucketSetup(VaultSession session, IBucketSettings bucket)
{
    private const string MarkPrefix = ObjectKeys.ProbePrefix + "setup-";
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(15);
    private static readonly Dictionary<string, string> NoMetadata = [];
    private static readonly ConditionReport WorksFully = new(ConditionSupport.Honoured, "", false);

    /// <summary>Takes back what a run that was killed left untried.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo> marks;
        try
        {
            marks = await session.Remote.Store.ListObjectsAsync(MarkPrefix, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            return; // who may not list here sets up with the rights of somebody who could
        }

        // Whoever may write vaults can write a mark. It turns nothing off where writes work.
        if (marks.Count == 0 || await FaultAsync(marks[0].Key, WorksFully, cancellationToken) is null)
        {
            await DeleteAsync(marks, cancellationToken);
            return;
        }

        foreach (var setting in Enum.GetValues<BucketSetting>().Where(each => marks.Any(mark => mark.Key.StartsWith(Mark(each), StringComparison.Ordinal))))
        {
            session.Output.Notice($"{NameOf(setting)}: taken back first, because an earlier SetupStorage was stopped before it was tried");
            await ClearAsync(setting, cancellationToken);
        }

        await DeleteAsync(marks, cancellationToken);
    }

    private async Task DeleteAsync(IReadOnlyList<ObjectInfo> marks, CancellationToken cancellationToken)
    {
        if (marks.Count > 0)
        {
            await session.Remote.Store.DeleteObjectsAsync([.. marks.Select(mark => mark.Key)], cancellationToken);
        }
    }

    private async Task ClearAsync(BucketSetting setting, CancellationToken cancellationToken)
    {
        var answer = await bucket.ClearAsync(setting, cancellationToken);
        if (answer.State is BucketSettingState.NotPermitted or BucketSettingState.NotSupported)
        {
            throw VaultErrors.AccessDenied.With(
                $"with '{NameOf(setting)}' writes to {session.Remote.Name} do not work as they should, and it could not be taken back: {answer.Detail}",
                "Give these credentials that right, or take the setting back by hand; then run SetupStorage again.");
        }
    }

    /// <summary>Sets everything that is wanted.</summary>
    /// <param name="before">What the store honours as it is.</param>
    /// <param name="cancellationToken">Stops it between two requests; the setting that is being tried is taken back.</param>
    public async Task<IReadOnlyList<SetupStep>> RunAsync(ConditionReport before, CancellationToken cancellationToken)
    {
        var steps = new List<SetupStep>();
        foreach (var setting in Enum.GetValues<BucketSetting>())
        {
            var step = await RunAsync(setting, before, cancellationToken);
            session.Output.Detail($"{step.Name}: {step.Words}{(step.Detail is null ? "" : $" ({step.Detail})")}");
            steps.Add(step);
        }

        return steps;
    }

    internal static string NameOf(BucketSetting setting) => setting switch
    {
        BucketSetting.NoPublicPolicies => "public access by policy blocked",
        BucketSetting.NoPublicLists => "public access lists refused",
        BucketSetting.Encryption => "default encryption",
        BucketSetting.Versioning => "versioning",
        BucketSetting.NoIncompleteUploads => "incomplete uploads removed",
        _ => "plain HTTP refused",
    };

    private async Task<SetupStep> RunAsync(BucketSetting setting, ConditionReport before, CancellationToken cancellationToken)
    {
        var name = NameOf(setting);
        var there = await bucket.ReadAsync(setting, cancellationToken);
        if (there.State is BucketSettingState.On)
        {
            return new SetupStep(name, SetupOutcome.AlreadySo);
        }

        if (there.State != BucketSettingState.NotSupported && Objection(setting) is { } objection)
        {
            return new SetupStep(name, SetupOutcome.LeftOut, objection);
        }

        return Refusal(name, there) ?? await TryAsync(setting, name, before, cancellationToken);
    }

    private string? Objection(BucketSetting setting) => setting switch
    {
        BucketSetting.Versioning when session.Settings.Versioning == false => "off by --versioning=false",
        BucketSetting.Versioning when session.Settings.Versioning is null && session.Remote.Store.Conditions != ConditionSupport.Honoured =>
            "off: on some stores it breaks conditional writes; --versioning tries it",
        BucketSetting.NoPublicLists when session.Remote.Store.Conditions != ConditionSupport.Honoured =>
            "off: on some stores every write is then denied, other people's too while it is tried",
        BucketSetting.EncryptedTransport when !session.Settings.TlsOnly => "off; --tls-only turns it on",
        BucketSetting.EncryptedTransport when session.Remote.Store.Identity.Endpoint.StartsWith("http://", StringComparison.OrdinalIgnoreCase) =>
            "this endpoint is plain HTTP: nobody could undo it",
        _ => null,
    };

    private static SetupStep? Refusal(string name, BucketSettingAnswer answer) => answer.State switch
    {
        BucketSettingState.NotSupported => new SetupStep(name, SetupOutcome.NotSupported, answer.Detail),
        BucketSettingState.NotPermitted => new SetupStep(name, SetupOutcome.NotPermitted, answer.Detail),
        _ => null,
    };

    private async Task<SetupStep> TryAsync(BucketSetting setting, string name, ConditionReport before, CancellationToken cancellationToken)
    {
        var mark = $"{Mark(setting)}{Guid.NewGuid():N}";
        await MarkAsync(mark, cancellationToken);
        try
        {
            var answer = await bucket.SetAsync(setting, cancellationToken);
            if (Refusal(name, answer) is { } refused)
            {
                await RemoveAsync(mark);
                return refused;
            }

            if (await FaultAsync(mark, before, cancellationToken) is not { } fault)
            {
                await RemoveAsync(mark);
                return new SetupStep(name, SetupOutcome.Made, answer.Detail);
            }

            await TakeBackAsync(setting, mark);
            return new SetupStep(
                name, SetupOutcome.TakenBack, setting == BucketSetting.Versioning ? $"{fault}; it stays suspended, which no store undoes" : fault);
        }
        catch
        {
            // Nothing is known of it, so it does not stay. Where that fails too the mark stays, and the next run does it.
            await TryTakeBackAsync(setting, mark);
            throw;
        }
    }

    private async Task MarkAsync(string mark, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(mark, cancellationToken);
        }
        catch
        {
            // It may stand there although the answer was lost, and nothing was set yet.
            await TryRemoveAsync(mark);
            throw;
        }
    }

    // Denied counts as broken: it was not denied before.
    private async Task<string?> FaultAsync(string mark, ConditionReport before, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(mark, cancellationToken);
            var now = await session.Remote.ProbeAsync(cancellationToken);
            return (before.Support, now.Support) is (ConditionSupport.Honoured, ConditionSupport.NotHonoured)
                ? $"with it the store {now.Reason}"
                : before.CopyWorks && !now.CopyWorks ? "with it the store no longer copies" : null;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            return "with it every write is denied";
        }
    }

    private Task<PutResult> PutAsync(string mark, CancellationToken cancellationToken) =>
        session.Remote.Store.PutObjectAsync(mark, "setup"u8.ToArray(), NoMetadata, WriteCondition.None, null, cancellationToken);

    private async Task TryTakeBackAsync(BucketSetting setting, string mark)
    {
        try
        {
            await TakeBackAsync(setting, mark);
        }
        catch (Exception exception) when (exception is VaultException or OperationCanceledException)
        {
            session.Output.Notice($"{NameOf(setting)} could not be taken back: run SetupStorage again");
        }
    }

    // Not the caller's token: after a cancellation the bucket must take writes too.
    private async Task TakeBackAsync(BucketSetting setting, string mark)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience);
        await ClearAsync(setting, patience.Token);
        await RemoveAsync(mark);
    }

    private async Task RemoveAsync(string mark)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience);
        string? why;
        try
        {
            var errors = (await session.Remote.Store.DeleteObjectsAsync([mark], patience.Token)).Errors;
            why = errors.Count == 0 ? null : $"{errors[0].Code} {errors[0].Message}".TrimEnd();
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            why = failure.Message;
        }

        if (why is not null)
        {
            session.Output.Notice($"the probe object '{mark}' could not be removed: {why}");
        }
    }

    private async Task TryRemoveAsync(string mark)
    {
        try
        {
            await RemoveAsync(mark);
        }
        catch (Exception exception) when (exception is VaultException or OperationCanceledException)
        {
            session.Output.Detail($"the probe object '{mark}' is left to the next SetupStorage");
        }
    }

    private static string Mark(BucketSetting setting) => $"{MarkPrefix}{(int)setting}-";
}
