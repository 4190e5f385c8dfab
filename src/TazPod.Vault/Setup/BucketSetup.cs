using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Setup;

/// <summary>Applies a bucket's settings one by one, and reverts each setting that breaks writes.</summary>
/// <remarks>A marker object in the bucket says which setting is being tested. Otherwise, a run killed between applying and testing could
/// leave a bucket that refuses writes, and no later run could know that we caused it.</remarks>
/// <param name="session">The run.</param>
/// <param name="bucket">The bucket's settings.</param>
internal sealed class BucketSetup(VaultSession session, IBucketSettings bucket)
{
    private const string MarkPrefix = ObjectKeys.ProbePrefix + "setup-";
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(15);
    private static readonly Dictionary<string, string> NoMetadata = [];
    private static readonly ConditionReport WorksFully = new(ConditionSupport.Honoured, "", false);

    /// <summary>Reverts a setting that a killed run left untested.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo> marks;
        try
        {
            marks = await session.Remote.Store.ListObjectsAsync(MarkPrefix, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            return; // Without the right to list, the bucket is set up with another user's credentials.
        }

        // Anyone who can write vaults can write a marker. It has no effect if writes work.
        if (marks.Count == 0 || await FaultAsync(marks[0].Key, WorksFully, cancellationToken) is null)
        {
            await DeleteAsync(marks, cancellationToken);
            return;
        }

        foreach (var setting in Enum.GetValues<BucketSetting>().Where(each => marks.Any(mark => mark.Key.StartsWith(Mark(each), StringComparison.Ordinal))))
        {
            session.Output.Notice($"{NameOf(setting)}: reverted first, because an earlier SetupStorage was stopped before testing it");
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
                $"with '{NameOf(setting)}', writes to {session.Remote.Name} do not work correctly, and the setting could not be reverted: {answer.Detail}",
                "Give these credentials that permission, or revert the setting manually; then run SetupStorage again.");
        }
    }

    /// <summary>Applies all wanted settings.</summary>
    /// <param name="before">What the store honoured before.</param>
    /// <param name="cancellationToken">Stops it between two requests. The setting being tested is reverted.</param>
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
        var current = await bucket.ReadAsync(setting, cancellationToken);
        if (current.State is BucketSettingState.On)
        {
            return new SetupStep(name, SetupOutcome.AlreadySo);
        }

        if (current.State != BucketSettingState.NotSupported && Objection(setting) is { } objection)
        {
            return new SetupStep(name, SetupOutcome.LeftOut, objection);
        }

        return Refusal(name, current) ?? await TryAsync(setting, name, before, cancellationToken);
    }

    private string? Objection(BucketSetting setting) => setting switch
    {
        BucketSetting.Versioning when session.Settings.Versioning == false => "off by --versioning=false",
        BucketSetting.Versioning when session.Settings.Versioning is null && session.Remote.Store.Conditions != ConditionSupport.Honoured =>
            "off: on some stores it breaks conditional writes; --versioning tries it",
        BucketSetting.NoPublicLists when session.Remote.Store.Conditions != ConditionSupport.Honoured =>
            "off: some stores then deny every write, including other users' writes during the test",
        BucketSetting.EncryptedTransport when !session.Settings.TlsOnly => "off; --tls-only turns it on",
        BucketSetting.EncryptedTransport when session.Remote.Store.Identity.Endpoint.StartsWith("http://", StringComparison.OrdinalIgnoreCase) =>
            "this endpoint is plain HTTP, so it could not be undone",
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
                name, SetupOutcome.TakenBack, setting == BucketSetting.Versioning ? $"{fault}; versioning stays suspended, because no store can remove it" : fault);
        }
        catch
        {
            // The test gave no result, so the setting is reverted. If that fails, too, the marker remains, and the next run reverts it.
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
            // The marker may exist although the answer was lost; the setting was not applied yet.
            await TryRemoveAsync(mark);
            throw;
        }
    }

    // A denied write counts as a fault, because it was not denied before.
    private async Task<string?> FaultAsync(string mark, ConditionReport before, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(mark, cancellationToken);
            var now = await session.Remote.ProbeAsync(cancellationToken);
            return (before.Support, now.Support) is (ConditionSupport.Honoured, ConditionSupport.NotHonoured)
                ? $"with it, the store {now.Reason}"
                : before.CopyWorks && !now.CopyWorks ? "with it, the store no longer copies" : null;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            return "with it, every write is denied";
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
            session.Output.Notice($"{NameOf(setting)} could not be reverted: run SetupStorage again");
        }
    }

    // Does not use the caller's token: the bucket must accept writes after a cancellation, too.
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
