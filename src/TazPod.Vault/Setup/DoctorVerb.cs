using System.Collections.Immutable;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Setup;

/// <summary>VaultDoctor: checks everything that a push and a pull depend on, one by one. It leaves no objects behind.</summary>
internal sealed class DoctorVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<NoOptions, DoctorResult> Definition =
        new(DoctorResult.Name, "doctor", "Shows why a push or pull would fail here, and how to fix it")
        {
            Details = "configuration and its owner, settings and their sources, credentials, clock, permissions, conditional writes, bucket; a fix for each problem",
            Requests = "few",
            Examples = ["", "--profile=ops"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase,
            "unsafe store", .. SettingCatalog.Common,
        ],
            NeedsStore = true,
            OptionsOf = NoOptions.Of,
            Run = static (session, _, cancel) => new DoctorVerb(session).RunAsync(cancel),
        };

    private static readonly TimeSpan TolerableSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusedSkew = TimeSpan.FromMinutes(15);
    private readonly List<DoctorCheck> checks = [];

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!Open())
        {
            return new DoctorResult(session.Settings.Bucket, checks);
        }

        if (await ReachAsync(cancellationToken) is { } latest && await BucketAsync(latest, cancellationToken))
        {
            await WritesAsync(cancellationToken);
            if (session.Remote.Store is IBucketSettings bucket)
            {
                await BucketSettingsAsync(bucket, cancellationToken);
            }
        }

        return new DoctorResult(session.Remote.Name, checks);
    }

    // The settings for the store may be wrong; that is then the finding.
    private bool Open()
    {
        try
        {
            checks.AddRange(DoctorSettings.Of(session.Settings, session.Remote.Store.Facts));
            return true;
        }
        catch (VaultException failure)
        {
            checks.AddRange(DoctorSettings.Of(session.Settings, ImmutableDictionary<string, string>.Empty));
            Bad("store", failure);
            return false;
        }
    }

    // One HEAD checks credentials, clock, region and the read permission, and shows which of them is wrong.
    private async Task<HeadResult?> ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.Remote.Store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken);
            PassedOver();
            Good("credentials", session.Host.Credentials() ?? "none needed");
            Clock(session.Time.GetUtcNow() - answer.ServerTime);
            return answer;
        }
        catch (VaultException failure)
        {
            // The error for missing credentials already lists the reason for each source.
            if (failure.Error != VaultErrors.CredentialsMissing)
            {
                PassedOver();
            }

            if (session.Host.Credentials() is { } used && failure.Error != VaultErrors.CredentialsRejected)
            {
                Fact("credentials", used);
            }

            Bad(NameOf(failure.Error), failure);
            return null;
        }
    }

    private void PassedOver()
    {
        foreach (var reason in session.Host.CredentialsPassedOver())
        {
            Fact("credentials elsewhere", reason);
        }
    }

    private static string NameOf(VaultError error) =>
        error == VaultErrors.ClockSkewed ? "clock"
        : error == VaultErrors.AccessDenied ? "reading"
        : error == VaultErrors.InvalidSetting ? "region"
        : error.ExitCode == ExitCode.Credentials ? "credentials"
        : "store";

    private void Clock(TimeSpan ahead)
    {
        var off = $"{Math.Abs(ahead.TotalSeconds):0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the store's";
        if (ahead.Duration() <= TolerableSkew)
        {
            Good("clock", off);
        }
        else
        {
            checks.Add(new DoctorCheck(
                "clock", DoctorVerdict.Warning, ahead.Duration() > RefusedSkew ? $"{off}; many stores allow at most 15 minutes" : off,
                "Set this machine's clock."));
        }
    }

    // A HEAD has the same answer for a missing object and a missing bucket; a LIST distinguishes them.
    private async Task<bool> BucketAsync(HeadResult latest, CancellationToken cancellationToken)
    {
        try
        {
            var copies = (await session.Remote.Store.ListObjectsAsync(ObjectKeys.HistoryPrefix, cancellationToken)).Count(each => ObjectKeys.StampOf(each.Key) is not null);
            Reading(latest);
            Good("listing", $"allowed; {ByteSize.Count(copies, "history copy", "history copies")}");
            return true;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.BucketNotFound)
        {
            Bad("bucket", failure);
            return false;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            Reading(latest);
            Bad("listing", failure);
            return true;
        }
        catch (VaultException failure)
        {
            // It is unknown who answered the HEAD.
            Bad("listing", failure);
            return false;
        }
    }

    private void Reading(HeadResult latest) =>
        Good("reading", latest.Head is null ? "allowed; nothing has been pushed yet" : "latest can be read");

    private async Task WritesAsync(CancellationToken cancellationToken)
    {
        ConditionReport report;
        try
        {
            report = await session.Remote.ProbeAsync(cancellationToken);
        }
        catch (VaultException failure)
        {
            Bad("writing", failure);
            return;
        }

        Good("writing", "allowed");
        if (report.LeftBehind.Count > 0)
        {
            checks.Add(new DoctorCheck(
                "deleting",
                DoctorVerdict.Warning,
                $"does not work, so retention cannot remove old copies: {report.WhyLeft}",
                report.HintOnLeft ?? "Leave pruning to a user with that permission."));
        }

        Conditions(report);
        checks.Add(report.CopyWorks
            ? new DoctorCheck("server-side copies", DoctorVerdict.Good, "work")
            : new DoctorCheck("server-side copies", DoctorVerdict.Fact, "do not work: history copies are uploaded separately"));
    }

    private void Conditions(ConditionReport report)
    {
        if (report.Support == ConditionSupport.Honoured)
        {
            Good("conditional writes", "honoured");
            return;
        }

        var failure = VaultErrors.ConditionsNotHonoured.With(
            $"conditional writes are not honoured: {session.Remote.Name} {report.Reason}",
            "Use a store that does, or allow this one with vault.unsafe_store: true; a bucket without versioning may work.");
        if (session.Settings.UnsafeStore)
        {
            checks.Add(new DoctorCheck("conditional writes", DoctorVerdict.Warning, $"not honoured: {report.Reason}; allowed by vault.unsafe_store"));
        }
        else
        {
            Bad("conditional writes", failure);
        }
    }

    private async Task BucketSettingsAsync(IBucketSettings bucket, CancellationToken cancellationToken)
    {
        foreach (var setting in Enum.GetValues<BucketSetting>())
        {
            var name = BucketSetup.NameOf(setting);
            try
            {
                checks.Add(Judge(setting, name, await bucket.ReadAsync(setting, cancellationToken)));
            }
            catch (VaultException failure)
            {
                // Neither a push nor a pull needs it.
                checks.Add(new DoctorCheck(name, DoctorVerdict.Warning, failure.Message, failure.Hint));
            }
        }
    }

    private DoctorCheck Judge(BucketSetting setting, string name, BucketSettingAnswer answer)
    {
        // Settings that SetupStorage applies only on request are optional.
        var isWanted = setting != BucketSetting.EncryptedTransport
            && (setting is not (BucketSetting.Versioning or BucketSetting.NoPublicLists) || session.Remote.Store.Conditions == ConditionSupport.Honoured);
        return answer.State switch
        {
            BucketSettingState.On => new DoctorCheck(name, DoctorVerdict.Good, "on"),
            BucketSettingState.Off when isWanted && session.Remote.Store.Conditions == ConditionSupport.Honoured =>
                new DoctorCheck(name, DoctorVerdict.Warning, "off", "Run SetupStorage, which turns it on."),

            // Other stores may not support it. A warning that no step can end would be one for ever.
            BucketSettingState.Off when isWanted => new DoctorCheck(name, DoctorVerdict.Fact, "off; SetupStorage turns it on if this store supports it"),
            BucketSettingState.Off => new DoctorCheck(name, DoctorVerdict.Fact, "off"),
            BucketSettingState.NotPermitted => new DoctorCheck(name, DoctorVerdict.Fact, $"unknown: {answer.Detail}"),
            BucketSettingState.NotSupported => new DoctorCheck(name, DoctorVerdict.Fact, $"not supported by this store ({answer.Detail})"),
            _ => new DoctorCheck(name, DoctorVerdict.Fact, "the store does not report it"),
        };
    }

    private void Good(string name, string finding) => checks.Add(new DoctorCheck(name, DoctorVerdict.Good, finding));

    private void Fact(string name, string finding) => checks.Add(new DoctorCheck(name, DoctorVerdict.Fact, finding));

    private void Bad(string name, VaultException failure) =>
        checks.Add(new DoctorCheck(name, DoctorVerdict.Bad, $"{failure.Error.Code}: {failure.Message}", failure.Hint) { Cause = failure });
}
