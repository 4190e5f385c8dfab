using System.Globalization;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Reports;

/// <summary>The outputs of a step, for later ones: single lines that never contain a secret.</summary>
internal static class StepOutputs
{
    public static IEnumerable<KeyValuePair<string, string>> Of(VerbResult result)
    {
        // These results have nothing that a later step could use. If all steps share their outputs, they would hide those of other steps.
        if (result is LockResult or ListResult or ReadResult or EditResult or DiffResult or VerifyResult or DoctorResult or LoginResult)
        {
            yield break;
        }

        yield return Flag("changed", result.Changed);
        if (VersionOf(result) is { } version)
        {
            yield return new("version", version);
        }

        if (ETagOf(result) is { } etag)
        {
            yield return new("etag", PlainText.OneLine(etag));
        }

        if (PrunedOf(result) is { } pruned)
        {
            yield return new("pruned", pruned.ToString(CultureInfo.InvariantCulture));
        }

        yield return Flag("conflict", result.Failure?.ExitCode == ExitCode.Conflict);
    }

    public static IEnumerable<KeyValuePair<string, string>> Of(VaultException failure) =>
        [Flag("changed", false), Flag("conflict", failure.ExitCode == ExitCode.Conflict)];

    private static string? VersionOf(VerbResult result) => result switch
    {
        PushResult push => push.Stamp,
        PullResult pull => pull.Stamp,
        BootstrapResult bootstrap => bootstrap.Pull.Stamp,
        RestoreResult restore => restore.Stamp,
        RekeyResult rekey => rekey.Stamp,
        StatusResult status => status.Remote?.Stamp,
        HistoryResult history => history.Entries.FirstOrDefault(entry => entry.IsLatest)?.Stamp,
        _ => null,
    };

    private static string? ETagOf(VerbResult result) => result switch
    {
        PushResult push => push.ETag,
        PullResult pull => pull.ETag,
        BootstrapResult bootstrap => bootstrap.Pull.ETag,
        _ => null,
    };

    private static int? PrunedOf(VerbResult result) => result switch
    {
        PushResult push => push.Pruned,
        PruneResult prune => prune.IsPlan ? 0 : prune.Pruned.Count,
        _ => null,
    };

    private static KeyValuePair<string, string> Flag(string name, bool value) => new(name, value ? "true" : "false");
}
