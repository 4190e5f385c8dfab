using System.Globalization;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>The metadata of a push.</summary>
internal static class PushLabels
{
    /// <param name="session">The push.</param>
    /// <param name="local">The vault that is pushed.</param>
    /// <param name="facts">The facts about it; null if there are none.</param>
    /// <param name="historyKey">The key of its history copy.</param>
    /// <param name="retention">The retention that the push records for later pushes.</param>
    public static IReadOnlyDictionary<string, string> Of(
        VaultSession session, LocalVault local, VaultFacts? facts, string historyKey, RecordedRetention retention)
    {
        var labels = new Dictionary<string, string>
        {
            [ObjectLabels.VaultSha256] = local.Sha256,
            [ObjectLabels.HistoryKey] = historyKey,
            [ObjectLabels.Retention] = retention.Next.ToString(CultureInfo.InvariantCulture),
            [ObjectLabels.RetentionBy] = retention.By,
            [ObjectLabels.PushedBy] = session.Provenance.By,
        };
        Add(ObjectLabels.ContentSha256, facts?.ContentSha256 ?? UnboundLabel(session, local));
        Add(ObjectLabels.TreeMac, facts?.TreeMac);
        if (facts?.Revision is { Number: > 0 } revision)
        {
            labels[ObjectLabels.Revision] = revision.Number.ToString(CultureInfo.InvariantCulture);
            labels[ObjectLabels.RevisionId] = revision.Id;
        }

        Add(ObjectLabels.PushedFrom, session.Provenance.From);
        if (session.Remote.Store.Conditions == ConditionSupport.Unknown && session.Remote.Known.HonoursConditions == true)
        {
            labels[ObjectLabels.Conditions] = session.Remote.ConditionToken;
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

    private static string? UnboundLabel(VaultSession session, LocalVault local)
    {
        if (Sidecar.LabelFor(session.Workspace.Location, local.Modified) is { } label)
        {
            return label;
        }

        session.Output.Notice("pushed without a content-sha256 label: the content of this vault file is not verified here");
        return null;
    }
}
